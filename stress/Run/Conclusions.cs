using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Run;

/// <summary>What the rounds of a strategy that count allow to be said about the next ones.</summary>
internal static class Conclusions
{
    /// <summary>One line about a strategy.</summary>
    public static string Describe(StrategyResult result, StressOptions options)
    {
        string name = result.Strategy.Label;
        int rounds = result.CountedRounds;
        int lossy = result.CountedRoundsWithLoss;
        string leftOut = Verdict.DescribeLeftOut(result);
        string some = $"{name}: {lossy} of {Rounds(rounds)} lost data{leftOut}";
        if (rounds == 0)
            return $"{name}: no round counts{leftOut}, so nothing can be said about its chance of a loss.";
        if (lossy > 0)
        {
            (double low, double high) = LossProbability.WilsonInterval(lossy, rounds);
            return $"{some}, a chance of {Percent((double)lossy / rounds)} a round "
                + $"(95 % confidence: {Percent(low)} to {Percent(high)}).";
        }
        if (result.HasDataLoss)
            return $"{some}; what was lost was lost in one of the others.";
        if (!result.Strategy.IsControl)
            return $"{some}.";
        double bound = LossProbability.UpperBoundAfterClean(rounds);
        string chance = $"{some}: its chance is at most {Percent(bound)} a round (95 % confidence)";
        return Remedy.HasSpareSlots(options)
            ? $"{chance}, and may be zero."
            : $"{chance}, so to see a loss with a probability of 99 % takes {LossProbability.RoundsFor99Percent(bound)} more "
                + "rounds at the least, and more the smaller it is.";
    }

    private static string Rounds(int rounds) => rounds == 1 ? "1 round that counts" : $"{rounds} rounds that count";

    private static string Percent(double fraction) => $"{100 * fraction:0.##} %";
}
