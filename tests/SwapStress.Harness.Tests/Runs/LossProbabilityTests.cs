using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Tests.Runs;

public sealed class LossProbabilityTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(1, 10, 0.017876, 0.404150)]
    [InlineData(5, 10, 0.236593, 0.763407)]
    [InlineData(10, 10, 0.722467, 1)]
    public void Wilson_intervals_are_the_textbooks(int losses, int rounds, double low, double high)
    {
        (double gotLow, double gotHigh) = LossProbability.WilsonInterval(losses, rounds);
        Assert.Equal(low, gotLow, 5);
        Assert.Equal(high, gotHigh, 5);
    }

    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(3, 0.631597)]
    [InlineData(100, 0.029513)]
    public void Clean_rounds_leave_a_bound_near_three_over_their_number(int rounds, double bound) =>
        Assert.Equal(bound, LossProbability.UpperBoundAfterClean(rounds), 5);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.99, 1)]
    [InlineData(0.5, 7)]
    [InlineData(0.01, 459)]
    public void Rounds_for_99_percent_are_as_few_as_reach_it(double chance, long rounds)
    {
        Assert.Equal(rounds, LossProbability.RoundsFor99Percent(chance));
        Assert.True(chance >= 1 || 1 - Math.Pow(1 - chance, rounds) >= 0.99 - 1e-12);
    }
}
