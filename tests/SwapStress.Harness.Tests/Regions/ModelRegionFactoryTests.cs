using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;
using SwapStress.Store.Zram;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Regions;

public sealed class ModelRegionFactoryTests
{
    [Fact]
    public void The_runs_options_reach_the_address_space()
    {
        StressOptions options = RunFixture.Options(FakeRegions.Cached) with
        {
            Hz = 1000,
            IoThreads = 3,
            SlotScan = SlotScan.Global,
            StableWrites = false,
        };
        AddressSpaceOptions space = ModelRegionFactory.OptionsOf(options, FakeRegions.Cached, zswap: null);
        Assert.Equal(
            (RunFixture.PageCount, "cached", 1000, 3, SlotScan.Global, false),
            (space.PageCount, space.Sync.Name, space.Hz, space.IoThreads, space.SlotScan, space.StableWrites)
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

    /// <summary>Pages written out and half of them brought back leave zspages half empty.</summary>
    [Fact]
    public void A_region_is_compacted_as_the_run_says()
    {
        const int Pages = 1024;
        Assert.True(CodecSpec.TryParse("lz4", out CodecSpec spec, out string? error), error);
        Assert.True(
            new CodecCatalog(new NativeCodecProvider(), new ManagedCodecProvider()).TryResolve(
                spec,
                null,
                out CodecChoice? codec,
                out error
            ),
            error
        );
        StressOptions options = RunFixture.Options(FakeRegions.Cached) with
        {
            RegionBytes = Pages * PageSize.Bytes,
            CompactIntervalNs = 1_000_000,
        };
        var factory = new ModelRegionFactory(options, () => new ZramDevice(new ZramOptions(Pages + 1, codec)), null);
        using IRegion region = factory.Create(FakeRegions.Cached);
        byte[] content = new byte[PageSize.Bytes];
        for (int page = 0; page < Pages; page++)
        {
            content[page % PageSize.Bytes] = (byte)page;
            region.WritePage(page, content);
        }
        region.PageOut(0, Pages);
        for (int page = 0; page < Pages; page++)
        {
            if (page % 3 != 0)
                region.FetchAdd(page, out _);
        }
        Assert.True(
            SpinWait.SpinUntil(() => region.ReadStatistics().Device?.PagesCompacted > 0, TimeSpan.FromMinutes(1)),
            "nothing was compacted"
        );
        Assert.Empty(region.CheckQuiescent());
        content.AsSpan().Clear();
        byte[] back = new byte[PageSize.Bytes];
        for (int page = 0; page < Pages; page++)
        {
            content[page % PageSize.Bytes] = (byte)page;
            region.ReadPage(page, back);
            Assert.True(content.AsSpan(8).SequenceEqual(back.AsSpan(8)), $"page {page}");
        }
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
