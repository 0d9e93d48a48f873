using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Tests.Report.Recorded;

public sealed class LossRateTests
{
    /// <summary>Garwood's intervals of a Poisson mean, from published tables.</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(3, 0.6187, 8.767)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(100, 81.364, 121.627)]
    public void Losses_that_do_not_come_in_groups_have_the_exact_interval(int lost, double low, double high)
    {
        LossRate rate = LossRate.Of([(lost, 1_000_000)])!.Value;
        Assert.Equal(lost / 1e6, rate.PerFault, 12);
        Assert.Equal(low, rate.Low * 1e6, 2);
        Assert.Equal(high, rate.High * 1e6, 2);
        Assert.Equal(1, rate.Dispersion);
    }

    [Fact]
    public void Losses_in_groups_have_a_wider_one()
    {
        // One round in ten loses ten: chi-squared / 9 = (81 + 9) / 9.
        (long, long)[] rounds = [(10, 1000), .. Enumerable.Repeat((0L, 1000L), 9)];
        LossRate rate = LossRate.Of(rounds)!.Value;
        Assert.Equal(10, rate.Dispersion, 9);
        // As one loss, ten times as heavy.
        Assert.Equal(0.253, rate.Low * 10_000, 2);
        Assert.Equal(55.72, rate.High * 10_000, 1);
    }

    [Fact]
    public void Rounds_that_are_alike_are_not_narrower_than_Poisson()
    {
        LossRate rate = LossRate.Of([(5, 1000), (5, 1000), (5, 1000)])!.Value;
        Assert.Equal(1, rate.Dispersion);
        Assert.InRange(rate.PerFault, rate.Low, rate.High);
    }

    [Fact]
    public void Without_major_faults_there_is_no_rate() => Assert.Null(LossRate.Of([(0, 0)]));
}
