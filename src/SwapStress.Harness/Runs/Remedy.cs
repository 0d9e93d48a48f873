using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives;

namespace SwapStress.Harness.Runs;

/// <summary>What to change so that a run that proved nothing proves something.</summary>
internal static class Remedy
{
    /// <summary>A clause without a full stop, for the first strategy that has no evidence.</summary>
    internal static string For(RunResult run)
    {
        StressOptions options = run.Options;
        StrategyResult result = run.Strategies.First(candidate => !candidate.HasEvidence);
        string name = result.Strategy.Label;
        if (result.WorkersCreated < Evidence.WorkersMin)
            return $"fewer than {Evidence.WorkersMin} workers at once cannot race: write --threads {StressDefaults.Threads}";
        if (result.Rounds == result.StoppedRounds)
            return $"{name} has no complete round: give it more time, or write a smaller --region or fewer --threads";
        if (result.CountedRounds == 0)
            return $"too little was swapped in the rounds of {name}: {SwapMore(result)}";
        return $"{name} is there to lose, and did not: {LoseSooner(options)}";
    }

    /// <summary>
    /// Whether some slot is always free: then a page seldom gets the one again that it had, which a race about its reuse needs.
    /// </summary>
    public static bool HasSpareSlots(StressOptions options) =>
        options.Backend == Backend.Model && (options.SwapBytes / PageSize.Bytes) - 1 >= options.PageCount;

    private static string SwapMore(StrategyResult result) =>
        result.Statistics.FailedWrites is > 0 and var failed && failed > result.Statistics.PagesOut
            ? $"{failed} writes failed; write a larger --swap-size or --mem-limit, or fewer failures"
            : "write more --threads, a larger --read-delay or --step-delay, or a larger --region";

    private static string LoseSooner(StressOptions options) =>
        HasSpareSlots(options)
            ? $"with spare slots a page seldom gets the same one again; write --swap-size {SizeText.Format(options.RegionBytes)}"
        : options is { ReadDelay.Nanoseconds: 0, Race: null } ? "write --read-delay 1ms, or more --rounds or --threads"
        : "write more --rounds or --threads";
}
