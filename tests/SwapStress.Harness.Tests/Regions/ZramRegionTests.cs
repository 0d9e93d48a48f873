using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Zram;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Regions;

public sealed class ZramRegionTests
{
    private const int Pages = 64;

    [Fact]
    public void A_region_recompresses_what_lies_idle()
    {
        using ModelRegion region = Make(new ZramSettings { Recompress = "zstd:9", IdleIntervalNs = 1_000_000 });
        byte[] page = new byte[PageSize.Bytes];
        for (int i = 0; i < Pages; i++)
        {
            for (int j = 0; j < page.Length; j++)
                page[j] = (byte)("swap map, swap cache"[(j * i / 7) % 20] + (j % 3));
            region.WritePage(i, page);
        }
        region.PageOut(0, Pages);
        SpinWait.SpinUntil(
            () => region.ReadStatistics().ZramActivity!.Value.RecompressedPages > 0,
            TimeSpan.FromSeconds(30)
        );
        Assert.Empty(region.CheckQuiescent());
        ZramActivity activity = region.ReadStatistics().ZramActivity!.Value;
        Assert.InRange(activity.RecompressedPages, 1, Pages);
        Assert.InRange(activity.RecompressedBytesSaved, 1, long.MaxValue);
        for (int i = 0; i < Pages; i++)
        {
            region.ReadPage(i, page);
            Assert.Equal((byte)('s'), page[0]);
        }
    }

    [Fact]
    public void Without_these_options_there_is_no_thread_and_no_count()
    {
        using ModelRegion region = Make(new ZramSettings());
        Assert.Null(region.ReadStatistics().ZramActivity);
    }

    [Fact]
    public void Activities_add_up_and_the_blocks_in_use_are_the_latest()
    {
        var first = new ZramActivity(1, 20, 3, 4, 5, 6);
        var both = new ZramActivity(11, 220, 33, 40, 55, 66);
        ZramActivity second = both.Since(first);
        Assert.Equal(new ZramActivity(10, 200, 30, 40, 50, 60), second);
        Assert.Equal(both, first.Plus(second));
    }

    [Theory]
    [InlineData(1L, null, null, "--mem-limit")]
    [InlineData(0L, "zstd:9", null, "--recompress")]
    [InlineData(0L, null, "bd", "--backing-file")]
    public void Other_devices_have_none_of_it(long limit, string? recompress, string? file, string option)
    {
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            Zram = new ZramSettings
            {
                MemLimitBytes = limit,
                Recompress = recompress,
                BackingFile = file,
            },
        };
        OptionRules.Check(options);
        string message = Assert
            .Throws<UsageException>(() => OptionRules.Check(options with { Device = "brd" }))
            .Message;
        Assert.StartsWith(option, message);
    }

    private static ModelRegion Make(ZramSettings settings)
    {
        var catalog = new CodecCatalog(new NativeCodecProvider());
        CodecChoice lz4 = Find(catalog, CodecSpec.Lz4);
        CodecChoice zstd = Find(catalog, CodecSpec.Zstd);
        var device = new ZramDevice(new ZramOptions(Pages, lz4) { SecondaryCodecs = [zstd] });
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            RegionBytes = Pages * PageSize.Bytes,
            SwapBytes = Pages * PageSize.Bytes,
            Zram = settings,
        };
        return (ModelRegion)new ModelRegionFactory(options, () => device, null).Create(FakeRegions.PrepareTick);
    }

    private static CodecChoice Find(CodecCatalog catalog, CodecSpec spec)
    {
        if (!catalog.TryResolve(spec, null, out CodecChoice? choice, out string? error))
            Assert.Skip($"skipped: {error}");
        return choice;
    }
}
