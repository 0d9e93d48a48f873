using System.Globalization;

namespace SwapStress.Cli.Report.Charts;

/// <summary>Latencies as people read them.</summary>
internal static class LatencyText
{
    private static readonly (string Name, double Ns)[] Units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1)];

    /// <summary>Three digits and a unit: "1.23 ms", "1 s".</summary>
    /// <param name="ns">Nanoseconds.</param>
    public static string Format(double ns)
    {
        // A hair below a unit by rounding is the unit.
        (string name, double size) = Array.Find(Units, unit => ns >= unit.Ns * (1 - 1e-9)) is { Name: not null } unit
            ? unit
            : Units[^1];
        double value = ns / size;
        string format =
            value >= 99.95 ? "0"
            : value >= 9.995 ? "0.#"
            : "0.##";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {name}";
    }
}
