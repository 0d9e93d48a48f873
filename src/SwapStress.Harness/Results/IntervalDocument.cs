using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Results;

/// <summary>One line of intervals.jsonl: some seconds of a run, and the process at their end.</summary>
internal sealed record IntervalDocument
{
    public required DateTime EndedUtc { get; init; }
    public required double Seconds { get; init; }
    public required long WorkingSetBytes { get; init; }
    public required long ManagedHeapBytes { get; init; }
    public required int Handles { get; init; }
    public required int Threads { get; init; }
    public required IReadOnlyList<StrategyIntervalDocument> Strategies { get; init; }

    public static IntervalDocument From(RunProgress interval) =>
        new()
        {
            EndedUtc = interval.At.UtcDateTime,
            Seconds = Math.Round(interval.Elapsed.TotalSeconds, 3),
            WorkingSetBytes = interval.Process.WorkingSetBytes,
            ManagedHeapBytes = interval.Process.ManagedHeapBytes,
            Handles = interval.Process.Handles,
            Threads = interval.Process.Threads,
            Strategies = [.. interval.Strategies.Select(StrategyIntervalDocument.From)],
        };
}

/// <summary>A strategy in an interval; only rounds that ended in it have lost updates counted.</summary>
internal sealed record StrategyIntervalDocument(
    string? Sync,
    string? Fix,
    int Rounds,
    long Updates,
    long LostUpdates,
    long MajorFaults,
    LatencyDocument SwapinNs
)
{
    public static StrategyIntervalDocument From(StrategyProgress strategy) =>
        new(
            strategy.Strategy.IsKernel ? null : strategy.Strategy.Name,
            strategy.Strategy.Fix,
            strategy.Rounds,
            strategy.Updates,
            strategy.LostUpdates,
            strategy.MajorFaults,
            LatencyDocument.From(strategy.SwapIn)
        );
}
