using System.Globalization;
using SwapStress.Harness.Figures;
using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Display.Live;

/// <summary>Numbers in so few characters that a table of them fits a terminal.</summary>
internal static class LiveText
{
    /// <summary>What cannot be told yet, or at all.</summary>
    public const string Unknown = "-";

    /// <summary>1,234,567; from ten million on 12.3M, from ten thousand million on 12.3G.</summary>
    public static string Count(double? value) =>
        value switch
        {
            null => Unknown,
            < 10e6 => Format(value.Value, "N0"),
            < 10e9 => Format(value.Value / 1e6, "N1") + "M",
            _ => Format(value.Value / 1e9, "N1") + "G",
        };

    /// <summary>A percentile in microseconds; from ten thousand on without tenths.</summary>
    public static string Percentile(HistogramSnapshot latency, double percentile) =>
        latency.Count == 0 ? Unknown : Microseconds(latency.PercentileNs(percentile));

    /// <summary>Nanoseconds as microseconds; from ten thousand on without tenths.</summary>
    public static string Microseconds(long nanoseconds) =>
        nanoseconds < 10_000_000 ? Format(nanoseconds / 1e3, "0.0") : Format(nanoseconds / 1e3, "N0");

    /// <summary>Bytes stored for each byte of memory that the device takes for them.</summary>
    public static string Ratio(Tally tally) =>
        FigureTable.Default.Value(FigureTable.Default["storedOverPool"], tally) is { } ratio
            ? Format(ratio, "0.00")
            : Unknown;

    /// <summary>A bar.</summary>
    /// <param name="fraction">How much of it is full, from 0 to 1.</param>
    /// <param name="isUnicode">Whether the terminal has more than ASCII.</param>
    public static (string Done, string Left) Bar(double fraction, int width, bool isUnicode)
    {
        int done = (int)(Math.Clamp(fraction, 0, 1) * width);
        return (new string(isUnicode ? '━' : '#', done), new string(isUnicode ? '─' : '-', width - done));
    }

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
