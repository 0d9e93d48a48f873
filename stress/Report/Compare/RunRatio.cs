using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Compare;

/// <summary>A figure of one contender in several runs, and how many times the first run's it is.</summary>
/// <param name="Values">One text a run: "1.2 ms", "1.5 ms (x1.25)", "-".</param>
internal sealed record RunRatio(string Contender, string Figure, IReadOnlyList<string> Values)
{
    private static readonly (
        string Name,
        Func<RecordedContender, double?> Value,
        Func<double, string> Text
    )[] Figures =
    [
        ("lost / 10,000 major faults", c => c.LossRate?.PerFault * 10_000, value => $"{value:0.####}"),
        ("swap-in p50", c => c["swapinNs.p50"], LatencyText.Figure),
        ("swap-in p99", c => c["swapinNs.p99"], LatencyText.Figure),
        ("swap-in p99.9", c => c["swapinNs.p999"], LatencyText.Figure),
        ("swap-in max", c => c["swapinNs.max"], LatencyText.Figure),
        ("updates/s", c => c["elapsedSeconds"] > 0 ? c["updates"] / c["elapsedSeconds"] : null, value => $"{value:N0}"),
    ];

    /// <summary>The figures of every contender that two runs or more have.</summary>
    public static IReadOnlyList<RunRatio> Of(IReadOnlyList<RecordedRun> runs)
    {
        // Runs of one contender each are compared whatever it is, and so are kernels of any version.
        bool isOneEach = runs.All(run => run.Contenders.Count == 1);
        return
        [
            .. runs.SelectMany(run => run.Contenders)
                .Select(contender => isOneEach ? "" : KeyOf(contender))
                .Distinct(StringComparer.Ordinal)
                .Select(key =>
                    runs.Select(run => run.Contenders.FirstOrDefault(c => isOneEach || KeyOf(c) == key)).ToArray()
                )
                .Where(row => row.Count(contender => contender is not null) > 1)
                .SelectMany(row =>
                    Figures.Select(figure => new RunRatio(
                        NameOf(row),
                        figure.Name,
                        Compare(row, figure.Value, figure.Text)
                    ))
                ),
        ];
    }

    private static string[] Compare(
        RecordedContender?[] row,
        Func<RecordedContender, double?> value,
        Func<double, string> text
    )
    {
        double?[] values = [.. row.Select(contender => contender is null ? null : value(contender))];
        int first = Array.FindIndex(values, found => found is not null);
        double baseline = first < 0 ? 0 : values[first]!.Value;
        return
        [
            .. values.Select(
                (found, i) =>
                    found is not { } number ? "-"
                    : i == first || baseline == 0 ? text(number)
                    : $"{text(number)} (x{Ratio(number / baseline)})"
            ),
        ];
    }

    private static string Ratio(double ratio) =>
        ratio.ToString(ratio >= 9.995 ? "0.#" : "0.00", CultureInfo.InvariantCulture);

    private static string NameOf(RecordedContender?[] row) =>
        string.Join(" / ", row.OfType<RecordedContender>().Select(c => c.Label).Distinct(StringComparer.Ordinal));

    private static string KeyOf(RecordedContender contender) => contender.Sync is null ? "kernel" : contender.Label;
}
