using SwapStress.Harness.Options;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Options;

public sealed class OptionRulesTests
{
    [Theory]
    [InlineData(4096, 8192)]
    [InlineData(32L << 20, 32L << 20)]
    [InlineData(32L << 20, 8192)]
    public void These_fit(long region, long swap) => OptionRules.Check(Options(region, swap));

    [Theory]
    [InlineData(0, 8192, "smallest is 4K")]
    [InlineData(5000, 8192, "write 8192")]
    [InlineData(4096, 4096, "smallest is 8K")]
    [InlineData(4096, 0, "smallest is 8K")]
    [InlineData(4096, 9000, "write 12288")]
    [InlineData(1L << 50, 8192, "too large")]
    [InlineData(4096, 1L << 50, "too large")]
    public void These_do_not(long region, long swap, string advice) =>
        Assert.Contains(advice, Assert.Throws<UsageException>(() => OptionRules.Check(Options(region, swap))).Message);

    [Fact]
    public void A_self_check_needs_a_control()
    {
        StressOptions options = Options(4096, 8192) with { SelfCheck = true };
        OptionRules.Check(options);
        Assert.Throws<UsageException>(() =>
            OptionRules.Check(options with { Strategies = [FakeRegions.PrepareTick, FakeRegions.Cached] })
        );
    }

    private static StressOptions Options(long region, long swap) =>
        new()
        {
            Strategies = [FakeRegions.None, FakeRegions.PrepareTick],
            RegionBytes = region,
            SwapBytes = swap,
        };
}
