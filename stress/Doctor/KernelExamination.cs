using System.Globalization;
using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>Which kernel runs, and which of the races it has.</summary>
internal static class KernelExamination
{
    /// <summary>The version that began to skip the swap cache (0bcac06f27d7), and with it the race.</summary>
    private static readonly Version Raced = new(4, 15);

    /// <summary>The version with swapcache_prepare (13ddaf26be32).</summary>
    private static readonly Version Fixed = new(6, 8);

    public static Finding Examine(Host host)
    {
        string release = HostInfo.Read(host.Files).Kernel;
        if (!host.IsLinux)
            return Finding.Ok("kernel", $"{release}; the model runs, --backend kernel needs Linux");
        if (VersionOf(release) is not { } version)
            return Finding.Note("kernel", $"{release}: not known whether --backend kernel can lose data");
        return version >= Fixed
                ? Finding.Ok("kernel", $"{release}: has the fix (6.8), --backend kernel should lose nothing")
            : version >= Raced
                ? Finding.Note(
                    "kernel",
                    $"{release}: older than the fix (6.8), --backend kernel can lose data; so can other programs that swap to "
                        + "zram or brd, unless the fix was backported"
                )
            : Finding.Ok("kernel", $"{release}: older than the race (4.15), --backend kernel should lose nothing");
    }

    private static Version? VersionOf(string release)
    {
        string[] numbers = release.Split('.', '-', '+', '_');
        return
            numbers.Length >= 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            ? new Version(major, minor)
            : null;
    }
}
