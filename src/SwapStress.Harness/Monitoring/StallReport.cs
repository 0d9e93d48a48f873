using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;
using SwapStress.Primitives.Locking;

namespace SwapStress.Harness.Monitoring;

/// <summary>The state of a run that stands still, in lines for people.</summary>
internal static class StallReport
{
    /// <summary>Workers named; more are counted.</summary>
    private const int WorkersMax = 100;

    /// <summary>Writes it.</summary>
    /// <param name="options">The run.</param>
    /// <param name="round">The round under way; null between two.</param>
    /// <param name="workers">The crew.</param>
    public static IReadOnlyList<string> Lines(StressOptions options, RoundUnderWay? round, WorkerCrew workers)
    {
        var lines = new List<string>
        {
            $"No progress for {DurationText.Format(options.WatchdogNs)}, at {DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}",
        };
        if (round is null)
            return [.. lines, "between two rounds"];
        lines.Add($"Round {round.Round} of {round.Strategy.Label}");
        lines.AddRange(round.Pass is { } pass ? Workers(pass, workers) : ["Workers: not released yet"]);
        lines.AddRange(round.Region.DescribeState(holder => NameOf(holder, workers)));
        return lines;
    }

    /// <summary>The workers that are not done, and the page that each has come to.</summary>
    private static IEnumerable<string> Workers(AddPass pass, WorkerCrew workers)
    {
        int[] busy = [.. Enumerable.Range(0, pass.PagesDone.Length).Where(worker => !pass.IsDone(worker))];
        yield return $"Workers: {busy.Length} of {pass.PagesDone.Length} are not done";
        foreach (int worker in busy.Take(WorkersMax))
            yield return $"  worker {worker} (thread {workers.ThreadIdOf(worker)}): {pass.DescribePlace(worker)}";
        if (busy.Length > WorkersMax)
            yield return $"  and {busy.Length - WorkersMax} more";
    }

    private static string NameOf(LockHolder holder, WorkerCrew workers) =>
        workers.FindWorker(holder.Matches) is { } worker
            ? $"worker {worker} (thread {workers.ThreadIdOf(worker)})"
            : $"thread {holder.ThreadId}";
}
