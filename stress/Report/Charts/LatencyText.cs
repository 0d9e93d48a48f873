using System.Globalization;

namespace SwapStress.Stress.Report.Charts;

/// <summary>Latencies as people read them.</summary>
internal static class LatencyText
{
    private static readonly (string Name, double Ns)[] Units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1)];

    /// <summary>As short as it can be: "1.23 ms", "1 s".</summary>
    public static string Format(double ns) => Format(ns, "0.#", "0.##");

    /// <summary>Always three digits, for columns: "1.23 ms", "1.00 s"; whole nanoseconds.</summary>
    public static string Figure(double ns) => ns < 999.5 ? Format(ns, "0", "0") : Format(ns, "0.0", "0.00");

    private static string Format(double ns, string tens, string ones)
    {
        // What three digits round to a thousand is one of the next unit.
        (string name, double size) = Array.Find(Units, unit => ns >= unit.Ns * (1 - 5e-4)) is { Name: not null } unit
            ? unit
            : Units[^1];
        double value = ns / size;
        string format =
            value >= 99.95 ? "0"
            : value >= 9.995 ? tens
            : ones;
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {name}";
    }
}
