using System.Globalization;
using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>Processors: how many there are, and how many this process may use.</summary>
internal static class ProcessorExamination
{
    public static Finding Examine(Host host)
    {
        string cpu = HostInfo.Read(host.Files).Cpu;
        int online = host
            .Files.ReadLines("/proc/cpuinfo")
            .Count(line => line.StartsWith("processor", StringComparison.Ordinal));
        var limits = new List<string>();
        string? remedy = null;
        if (Quota(host) is { } quota && quota.Cores < Math.Max(online, 1))
        {
            limits.Add($"{quota.Directory} allows {Cores(quota.Cores)}");
            remedy =
                $"echo {(quota.IsV2 ? "max" : "-1")} | sudo tee {quota.Directory}/{(quota.IsV2 ? "cpu.max" : "cpu.cfs_quota_us")}";
        }
        if (online > host.Processors && Allowed(host) is { } allowed)
            limits.Add($"affinity {allowed} of {online}");
        string text = $"{Cores(host.Processors)}, {cpu}{string.Concat(limits.Select(limit => $"; {limit}"))}";
        if (host.Processors < 2)
            return Finding.Note("cores", $"{text}; on one, races are rarer", remedy);
        return limits.Count > 0 ? Finding.Note("cores", text, remedy) : Finding.Ok("cores", text);
    }

    /// <summary>The tightest share of processor time of the control groups.</summary>
    private static (string Directory, bool IsV2, double Cores)? Quota(Host host)
    {
        (string Directory, bool IsV2, double Cores)? tightest = null;
        foreach ((string directory, bool isV2) in new Cgroups(host.Files).Of("cpu"))
        {
            string[] words = isV2
                ? (host.Line(directory + "/cpu.max") ?? "").Split(' ')
                : [host.Line(directory + "/cpu.cfs_quota_us") ?? "", host.Line(directory + "/cpu.cfs_period_us") ?? ""];
            if (
                words.Length == 2
                && double.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out double quota)
                && double.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out double period)
                && period > 0
                && !(tightest?.Cores <= quota / period)
            )
                tightest = (directory, isV2, quota / period);
        }
        return tightest;
    }

    private static string? Allowed(Host host) =>
        host
            .Files.ReadLines("/proc/self/status")
            .FirstOrDefault(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
            ?.Split(':')[1]
            .Trim();

    private static string Cores(double cores) =>
        string.Create(CultureInfo.InvariantCulture, $"{cores:0.##} {(cores == 1 ? "processor" : "processors")}");
}
