using System.Text.Json.Nodes;
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
    public required IReadOnlyList<JsonObject> Strategies { get; init; }

    public static IntervalDocument From(RunProgress interval) =>
        new()
        {
            EndedUtc = interval.At.UtcDateTime,
            Seconds = Math.Round(interval.Elapsed.TotalSeconds, 3),
            WorkingSetBytes = interval.Process.WorkingSetBytes,
            ManagedHeapBytes = interval.Process.ManagedHeapBytes,
            Handles = interval.Process.Handles,
            Threads = interval.Process.Threads,
            Strategies = [.. interval.Strategies.Select(StrategyJson.Interval)],
        };
}
