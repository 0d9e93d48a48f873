using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Workers;
using SwapStress.Primitives.Locking;

namespace SwapStress.Harness.Runs;

/// <summary>The state of a run that stands still, in lines for people.</summary>
internal static class StallReport
{
    /// <summary>Workers named; more are counted.</summary>
    private const int WorkersMax = 100;

    /// <summary>Writes it.</summary>
    /// <param name="round">The round under way; null between two.</param>
    public static IReadOnlyList<string> Lines(StressOptions options, RoundUnderWay? round, WorkerCrew workers)
    {
        var lines = new List<string>
        {
            $"No progress for {DurationText.Format(options.WatchdogNs)}, at {DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}",
        };
        if (round is null)
            return [.. lines, "between two rounds"];
        lines.Add($"Round {round.Round} of {round.Strategy.Label}");
        int[] busy = round.Pass is { } pass ? [.. Enumerable.Range(0, pass.Workers).Where(pass.IsUnderWay)] : [];
        lines.AddRange(Workers(round.Pass, busy, workers));
        lines.AddRange(round.Region.DescribeState(holder => NameOf(holder, busy, workers)));
        return lines;
    }

    /// <summary>The workers that have begun and are not done, and the page that each has come to.</summary>
    private static IEnumerable<string> Workers(AddPass? pass, int[] busy, WorkerCrew workers)
    {
        if (pass is null)
        {
            yield return "Workers: not released yet";
            yield break;
        }
        yield return $"Workers: {busy.Length} of {pass.Workers} are at work";
        foreach (int worker in busy.Take(WorkersMax))
            yield return $"  worker {worker} (thread {workers.ThreadIdOf(worker)}): {pass.DescribePlace(worker)}";
        if (busy.Length > WorkersMax)
            yield return $"  and {busy.Length - WorkersMax} more";
    }

    private static string NameOf(LockHolder holder, int[] busy, WorkerCrew workers)
    {
        int found = Array.FindIndex(busy, worker => holder.Matches(workers.ThreadIdOf(worker)));
        return found < 0
            ? $"thread {holder.ThreadId}"
            : $"worker {busy[found]} (thread {workers.ThreadIdOf(busy[found])})";
    }
}
