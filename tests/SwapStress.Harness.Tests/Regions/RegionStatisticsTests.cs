using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Regions;

public sealed class RegionStatisticsTests
{
    private static readonly RegionStatistics Kernel = RegionStatistics.Zero with { MajorFaults = 3 };
    private static readonly RegionStatistics Model = RegionStatistics.ZeroOf(FakeRegions.None) with
    {
        Refaults = 5,
        Events = new LossCauses(1, 0, 0, 0),
        ChecksumErrors = 2,
    };

    [Fact]
    public void What_nobody_counts_stays_unknown_in_sums_and_differences()
    {
        RegionStatistics zero = RegionStatistics.ZeroOf(StrategyInfo.Kernel);
        foreach (
            RegionStatistics sum in new[] { zero.Plus(Kernel).Plus(Kernel), Kernel.Since(zero), Kernel.Since(Kernel) }
        )
        {
            Assert.Equal(
                (null, null, null, null, null),
                (sum.Refaults, sum.FailedWrites, sum.StaleInstalls, sum.SwapMapErrors, sum.ChecksumErrors)
            );
            Assert.Null(sum.Events);
            Assert.Null(sum.Device);
        }
        Assert.Equal(6, zero.Plus(Kernel).Plus(Kernel).MajorFaults);
    }

    [Fact]
    public void What_is_counted_is_known_from_the_start()
    {
        RegionStatistics zero = RegionStatistics.ZeroOf(FakeRegions.None);
        Assert.Equal((0, 0), (zero.Refaults, zero.Events?.Total));
        RegionStatistics sum = zero.Plus(Model).Plus(Model);
        Assert.Equal((10, 0, 2, 4), (sum.Refaults, sum.FailedWrites, sum.Events?.Total, sum.ChecksumErrors));
        RegionStatistics difference = sum.Since(Model);
        Assert.Equal(
            (5, 0, 1, 2),
            (difference.Refaults, difference.FailedWrites, difference.Events?.Total, difference.ChecksumErrors)
        );
        Assert.Equal(5, Model.Since(RegionStatistics.Zero).Refaults);
    }
}
