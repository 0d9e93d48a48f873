using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Kernel;

/// <summary>A zram device of the system, whether or not swap is on it.</summary>
/// <param name="DiskBytes">Its size (<c>disksize</c>); 0 until it is set up.</param>
/// <param name="Algorithms">What it can compress with, the one in use in brackets (<c>comp_algorithm</c>).</param>
internal sealed record HostZram(string Name, long DiskBytes, string Algorithms)
{
    private const string BlockDirectory = "/sys/block";

    /// <summary>"zram0, 1G, lzo [lz4]".</summary>
    public string Text => $"{Name}, {(DiskBytes == 0 ? "not set up" : SizeText.Format(DiskBytes))}, {Algorithms}";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<HostZram> ReadAll(HostFiles files)
    {
        string directory = files.Resolve(BlockDirectory);
        if (!Directory.Exists(directory))
            return [];
        return
        [
            .. Directory
                .EnumerateFileSystemEntries(directory, "zram*")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)
                .Select(name => new HostZram(
                    name,
                    files.ReadNumber($"{BlockDirectory}/{name}/disksize") ?? 0,
                    files.ReadLines($"{BlockDirectory}/{name}/comp_algorithm") is [string line, ..] ? line.Trim() : "?"
                )),
        ];
    }
}
