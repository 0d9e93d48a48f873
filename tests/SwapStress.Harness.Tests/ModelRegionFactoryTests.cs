using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests;

public sealed class ModelRegionFactoryTests
{
    [Fact]
    public void The_runs_options_reach_the_address_space()
    {
        StressOptions options = RunFixture.Options(FakeRegions.Cached) with
        {
            Hz = 1000,
            IoThreads = 3,
            StableWrites = false,
        };
        AddressSpaceOptions space = ModelRegionFactory.OptionsOf(options, FakeRegions.Cached, zswap: null);
        Assert.Equal(
            (RunFixture.PageCount, "cached", 1000, 3, false),
            (space.PageCount, space.Sync.Name, space.Hz, space.IoThreads, space.StableWrites)
        );
        Assert.InRange(space.ThreadCount, options.Threads + 1, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_races_fix_is_put_on_top(bool isFixed)
    {
        StrategyInfo strategy = FakeRegions.Cached with { Race = new UnstableWrite(), IsFixed = isFixed };
        StressOptions options = RunFixture.Options(strategy);
        Assert.Equal(isFixed, ModelRegionFactory.OptionsOf(options, strategy, zswap: null).StableWrites);
        strategy = strategy with { Race = new SwapcacheSkip() };
        Assert.Equal(
            isFixed ? "prepare-tick" : "none",
            ModelRegionFactory.OptionsOf(options, strategy, zswap: null).Sync.Name
        );
    }

    [Fact]
    public void A_region_is_made_of_them()
    {
        StressOptions options = RunFixture.Options(FakeRegions.Cached);
        var factory = new ModelRegionFactory(options, () => new BrdDevice(RunFixture.PageCount, ReadDelay.None), null);
        using IRegion region = factory.Create(FakeRegions.Cached);
        Assert.Equal(RunFixture.PageCount, region.PageCount);
        region.FetchAdd(7, out _);
        region.PageOut(0, RunFixture.PageCount);
        Assert.Equal(1, region.ReadStatistics().SwapOuts);
        Assert.Equal(1ul, region.Read(7, 0));
    }

    [Fact]
    public void A_strategy_that_the_model_lacks_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            ModelRegionFactory.OptionsOf(
                RunFixture.Options(FakeRegions.None),
                FakeRegions.None with
                {
                    Name = "nothing",
                },
                zswap: null
            )
        );
}
