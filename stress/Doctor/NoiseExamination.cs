using System.Globalization;

namespace SwapStress.Stress.Doctor;

/// <summary>What moves latencies besides the program: the clock of the processors, and other work.</summary>
internal static class NoiseExamination
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";

    /// <summary>A load for each processor above which figures suffer.</summary>
    private const double LoadMax = 0.25;

    public static IEnumerable<Finding> Examine(Host host)
    {
        if (!host.IsLinux)
        {
            yield return Finding.OnlyLinux("governor");
            yield break;
        }
        yield return host.Line(Governor) switch
        {
            null => Finding.Ok("governor", "none is shown, as in most virtual machines"),
            "performance" => Finding.Ok("governor", "performance"),
            var other => Finding.Note(
                "governor",
                $"{other}: the clock follows the load, and latencies with it",
                "sudo cpupower frequency-set -g performance"
            ),
        };
        string[] words = (host.Line("/proc/loadavg") ?? "").Split(' ');
        if (!double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double load))
            yield break;
        string text = string.Create(CultureInfo.InvariantCulture, $"{load:0.00} in the last minute");
        yield return load <= LoadMax * host.Processors
            ? Finding.Ok("load", text)
            : Finding.Note("load", $"{text}: other work moves latencies; compare strategies within one run only");
    }
}
