using MathNet.Numerics.Distributions;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Lost updates for each major fault, with a confidence interval of 95 %.</summary>
/// <param name="PerFault">Lost updates over major faults.</param>
/// <param name="Dispersion">
/// How much more the rounds differ than independent losses would: 1, or more where losses come in groups. The interval is
/// widened by it.
/// </param>
internal readonly record struct LossRate(double PerFault, double Low, double High, double Dispersion)
{
    private const double Tail = 0.025;

    /// <summary>
    /// The rate of some rounds: the exact Poisson interval (Garwood 1936) of the losses, as if each group of so many as
    /// come together were one (quasi-Poisson, Wedderburn 1974). Null without a major fault.
    /// </summary>
    /// <param name="rounds">Lost updates and major faults of each round.</param>
    public static LossRate? Of(IReadOnlyCollection<(long Lost, long MajorFaults)> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        long lost = rounds.Sum(round => round.Lost);
        long faults = rounds.Sum(round => round.MajorFaults);
        if (faults == 0)
            return null;
        double rate = (double)lost / faults;
        double dispersion = DispersionOf(rounds, rate);
        double groups = lost / dispersion;
        // Half the quantiles of chi-squared with 2k and 2k + 2 degrees of freedom, which are gamma distributed.
        double low = groups == 0 ? 0 : Gamma.InvCDF(groups, 1, Tail);
        double high = Gamma.InvCDF(groups + 1, 1, 1 - Tail);
        return new LossRate(rate, low * dispersion / faults, high * dispersion / faults, dispersion);
    }

    /// <summary>Pearson's chi-squared for each degree of freedom, at least 1.</summary>
    private static double DispersionOf(IReadOnlyCollection<(long Lost, long MajorFaults)> rounds, double rate)
    {
        (long Lost, long MajorFaults)[] faulting = [.. rounds.Where(round => round.MajorFaults > 0)];
        if (rate == 0 || faulting.Length < 2)
            return 1;
        double sum = faulting.Sum(round =>
        {
            double expected = rate * round.MajorFaults;
            return (round.Lost - expected) * (round.Lost - expected) / expected;
        });
        return Math.Max(1, sum / (faulting.Length - 1));
    }
}
