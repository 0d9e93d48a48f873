namespace SwapStress.Harness.Runs;

/// <summary>What a number of rounds says about the chance that one round loses data.</summary>
internal static class LossProbability
{
    /// <summary>The 97.5th percentile of the normal distribution: two-sided 95 %.</summary>
    private const double Z95 = 1.959963984540054;

    /// <summary>Wilson's 95 % interval for the probability behind <paramref name="losses"/> of <paramref name="rounds"/>.</summary>
    /// <param name="rounds">Rounds, at least 1.</param>
    public static (double Low, double High) WilsonInterval(int losses, int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(losses, rounds);
        double n = rounds;
        double p = losses / n;
        double z2 = Z95 * Z95;
        double center = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        double half = Z95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        // At the ends the formula is exact; rounding must not leave 0 or 1 outside.
        return (losses == 0 ? 0 : center - half, losses == rounds ? 1 : center + half);
    }

    /// <summary>
    /// The largest chance of a loss in a round that <paramref name="cleanRounds"/> clean rounds leave possible at 95 %
    /// confidence: the p at which so many clean rounds in a row have a chance of 5 %.
    /// </summary>
    public static double UpperBoundAfterClean(int cleanRounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cleanRounds, 1);
        return 1 - Math.Pow(0.05, 1.0 / cleanRounds);
    }

    /// <summary>Rounds in which a loss comes at least once with a chance of 99 %, if each has the given chance.</summary>
    public static long RoundsFor99Percent(double chancePerRound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chancePerRound);
        return chancePerRound >= 1 ? 1 : (long)Math.Max(1, Math.Ceiling(Math.Log(0.01) / Math.Log(1 - chancePerRound)));
    }
}
