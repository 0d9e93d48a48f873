using System.Globalization;
using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Reads latency distributions: of a file in HdrHistogram's percentile format, of a histogram, or of run.json.</summary>
internal static class RecordedPercentiles
{
    /// <summary>More lines than any distribution of 64 bits has, five for each halving.</summary>
    private const int PointsMax = 2_000;

    private static readonly (string Name, double Fraction)[] Fields =
    [
        ("p50", 0.5),
        ("p90", 0.9),
        ("p99", 0.99),
        ("p999", 0.999),
        ("max", 1),
    ];

    /// <summary>The points of a file; none where it is not there, or is something else.</summary>
    public static IReadOnlyList<RecordedPercentile> OfFile(string path) =>
        File.Exists(path) ? Parse(SharedFile.ReadLines(path)) : [];

    /// <summary>The points of a histogram.</summary>
    public static IReadOnlyList<RecordedPercentile> Of(HistogramSnapshot? histogram)
    {
        if (histogram is null)
            return [];
        using var text = new StringWriter();
        histogram.WritePercentiles(text);
        return Parse(text.ToString().Split('\n'));
    }

    /// <summary>Those of swapinNs in run.json, where nothing better is left.</summary>
    public static IReadOnlyList<RecordedPercentile> Of(JsonElement? latency) =>
        latency is { } found && Field.Count(found, "count") > 0
            ? [.. Fields.Select(field => new RecordedPercentile(field.Fraction, Field.Count(found, field.Name)))]
            : [];

    /// <summary>Lines of value, percentile and more; what ascends in both.</summary>
    private static List<RecordedPercentile> Parse(IEnumerable<string> lines)
    {
        var points = new List<RecordedPercentile>();
        foreach (string line in lines.Take(PointsMax))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                words.Length >= 3
                && TryParse(words[0], out double ns)
                && TryParse(words[1], out double fraction)
                && ns < long.MaxValue
                && fraction <= 1
                && (points.Count == 0 || (fraction >= points[^1].Fraction && ns >= points[^1].Ns))
            )
                points.Add(new RecordedPercentile(fraction, (long)ns));
        }
        return points;
    }

    private static bool TryParse(string word, out double number) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
