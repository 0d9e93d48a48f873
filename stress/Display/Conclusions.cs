using SwapStress.Harness.Runs;

namespace SwapStress.Cli.Display;

/// <summary>What the rounds of a strategy allow to be said about the next ones.</summary>
internal static class Conclusions
{
    /// <summary>One line about a strategy.</summary>
    public static string Describe(StrategyResult result)
    {
        string name = result.Strategy.Label;
        int rounds = result.CompleteRounds;
        int lossy = result.CompleteRoundsWithLoss;
        if (rounds == 0)
            return $"{name}: no round was completed, so nothing can be said about its chance of a loss.";
        if (lossy > 0)
        {
            (double low, double high) = LossProbability.WilsonInterval(lossy, rounds);
            return $"{name}: {lossy} of {Rounds(rounds)} lost data, a chance of {Percent((double)lossy / rounds)} a round "
                + $"(95 % confidence: {Percent(low)} to {Percent(high)}).";
        }
        if (result.HasDataLoss)
            return $"{name}: the round that was stopped lost data; none of {Rounds(rounds)} before it did.";
        if (result.Strategy.Sound)
            return $"{name}: none of {Rounds(rounds)} lost data.";
        double bound = LossProbability.UpperBoundAfterClean(rounds);
        return $"{name}: none of {Rounds(rounds)} lost data, so the chance is at most {Percent(bound)} a round (95 % "
            + $"confidence). At that chance {LossProbability.RoundsFor99Percent(bound)} more rounds lose data with a "
            + "probability of 99 %; if it is smaller, it takes more.";
    }

    private static string Rounds(int rounds) => rounds == 1 ? "1 round" : $"{rounds} rounds";

    private static string Percent(double fraction) => $"{100 * fraction:0.##} %";
}
