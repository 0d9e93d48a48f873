namespace SwapStress.Stress.Doctor;

/// <summary>The kernel's zswap, which stands before the swap of <c>--backend kernel</c> where it is on.</summary>
internal static class ZswapExamination
{
    private const string Parameters = "/sys/module/zswap/parameters/";

    public static Finding Examine(Host host)
    {
        if (!host.IsLinux)
            return Finding.OnlyLinux("zswap");
        string? enabled = host.Line(Parameters + "enabled");
        if (enabled is null)
            return Finding.Ok("zswap", "not in this kernel");
        string how =
            $"{host.Line(Parameters + "compressor") ?? "?"}, pool up to {host.Line(Parameters + "max_pool_percent") ?? "?"} %";
        return enabled == "Y"
            ? Finding.Note(
                "zswap",
                $"on, {how}: --backend kernel swaps to it first",
                $"echo N | sudo tee {Parameters}enabled"
            )
            : Finding.Ok("zswap", $"off ({how})");
    }
}
