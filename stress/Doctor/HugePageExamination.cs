namespace SwapStress.Stress.Doctor;

/// <summary>Transparent huge pages, in which the model keeps frames and stored pages.</summary>
internal static class HugePageExamination
{
    private const string Enabled = "/sys/kernel/mm/transparent_hugepage/enabled";

    public static Finding Examine(Host host)
    {
        if (!host.IsLinux)
            return Finding.OnlyLinux("thp");
        string? line = host.Line(Enabled);
        if (line is null)
            return Finding.Note("thp", "not in this kernel: swap-ins of the model take longer");
        return line.Contains("[never]", StringComparison.Ordinal)
            ? Finding.Note("thp", $"{line}: swap-ins of the model take longer", $"echo madvise | sudo tee {Enabled}")
            : Finding.Ok("thp", line);
    }
}
