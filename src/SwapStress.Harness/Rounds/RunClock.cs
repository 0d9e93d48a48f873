using SwapStress.Harness.Options;

namespace SwapStress.Harness.Rounds;

/// <summary>When a run ends, by its duration and by its rounds, whichever comes first.</summary>
internal static class RunClock
{
    /// <summary>The time that is left; null where nothing but its user ends the run, or too little is done to tell.</summary>
    /// <param name="elapsed">Since the first round began.</param>
    /// <param name="earlierRounds">Rounds of all strategies that earlier parts of the run did.</param>
    /// <param name="roundsDone">Those of this part, with the part that is done of the one under way.</param>
    public static TimeSpan? Left(StressOptions options, TimeSpan elapsed, int earlierRounds, double roundsDone)
    {
        TimeSpan? byDuration = options.DurationNs is { } ns ? TimeSpan.FromMilliseconds(ns / 1e6) - elapsed : null;
        double all = ((double)(options.Rounds ?? 0) * options.Strategies.Count) - earlierRounds;
        TimeSpan? byRounds = options.Rounds > 0 && roundsDone > 0 ? elapsed * ((all - roundsDone) / roundsDone) : null;
        TimeSpan? left = byDuration < byRounds ? byDuration : byRounds ?? byDuration;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
