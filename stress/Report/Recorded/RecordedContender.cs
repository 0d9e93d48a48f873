using System.Text.Json;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>A strategy of a recorded run, or the kernel that it ran on.</summary>
internal sealed record RecordedContender
{
    private const string SwapInCount = "swapinNs.count";

    /// <summary>"prepare-tick", "cached (fix off)", or "kernel 6.12.1".</summary>
    public required string Label { get; init; }

    /// <summary>The strategy as results name it; null for a kernel.</summary>
    public required string? Sync { get; init; }

    /// <summary>"off" or "on" in a race; else null.</summary>
    public required string? Fix { get; init; }

    /// <summary>The figures of every form of report by name, known to be what somebody can have counted.</summary>
    public required IReadOnlyDictionary<string, double?> Checked { get; init; }

    /// <summary>All its figures; null where a run that did not come to its end has lines of another version only.</summary>
    public RecordedFigures? Figures { get; init; }

    /// <summary>Losses by major faults; null without major faults.</summary>
    public LossRate? LossRate { get; init; }

    /// <summary>The distribution of its swap-ins, ascending; empty without any.</summary>
    public IReadOnlyList<RecordedPercentile> Percentiles { get; init; } = [];

    /// <summary>Its latency over time: by intervals where there are some, else by rounds.</summary>
    public IReadOnlyList<RecordedMoment> Moments { get; init; } = [];

    /// <summary>What its rounds lost, as far as their lines are there.</summary>
    public IReadOnlyList<RecordedLoss> LossByRound { get; init; } = [];

    public long Rounds => Count("rounds");

    public long LostUpdates => Count("lostUpdates");

    public long MajorFaults => Count("majorFaults");

    public long SwapIns => Count(SwapInCount);

    /// <summary>A figure; null where there is none.</summary>
    public double? this[string name] => Checked.TryGetValue(name, out double? value) ? value : Figures?[name];

    /// <summary>A figure, also one that follows from others.</summary>
    public double? this[Figure row] => this[row.Name] ?? row.Formula?.Invoke(name => this[name]);

    /// <summary>The checked figures of a strategy in run.json; 0 where it does not have one.</summary>
    /// <exception cref="JsonException">One is what nobody can have counted.</exception>
    /// <exception cref="OverflowException">There are more rounds than there can be.</exception>
    public static IReadOnlyDictionary<string, double?> Check(JsonElement strategy)
    {
        JsonElement? latency = Field.Find(strategy, "swapinNs") is { ValueKind: JsonValueKind.Object } found
            ? found
            : null;
        bool hasLatency = latency is { } ns && Field.Count(ns, "count") > 0;
        return Each(row =>
            row switch
            {
                { Measure: not null } => latency is { } parent
                && Field.Count(parent, row.Name.Split('.')[1]) is var value
                && (hasLatency || row.Name == SwapInCount)
                    ? value
                    : null,
                { Type: CounterType.Time } => Field.Real(strategy, row.Name),
                { Counter: Counter.Rounds } => checked((int)Field.Count(strategy, row.Name)),
                _ => Field.Count(strategy, row.Name),
            }
        );
    }

    /// <summary>The same of sums of rounds.</summary>
    /// <param name="elapsedSeconds">While workers ran, as the lines say it.</param>
    public static IReadOnlyDictionary<string, double?> Check(Tally tally, double elapsedSeconds) =>
        Each(row =>
            row.Measure is { } measure ? measure(tally)
            : row.Counter is Counter.Elapsed ? elapsedSeconds
            : tally.Count(row.Counter!.Value)
        );

    private static Dictionary<string, double?> Each(Func<Figure, double?> value) =>
        FigureTable
            .Default.Rows.Where(row =>
                row.Name == SwapInCount
                || (row.Report is not null && (row.Counter ?? row.Measure as object) is not null)
            )
            .ToDictionary(row => row.Name, value, StringComparer.Ordinal);

    private long Count(string name) => (long)(this[name] ?? 0);
}
