using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Regions;

/// <summary>The region over the real model.</summary>
public sealed class ModelRegionTests
{
    private const int Pages = 64;
    private const int Hz = 1000;

    public static TheoryData<string> Syncs => [.. SwapInSyncs.All(Hz).Select(sync => sync.Name)];

    [Fact]
    public void Each_update_fills_a_line_wherever_the_page_is()
    {
        using ModelRegion region = Make("prepare-tick", new BrokenDevice(Pages));
        byte[] expected = new byte[PageSize.Bytes];
        expected[8] = 7;
        expected[4095] = 9;
        region.WritePage(3, expected);
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(expected.AsSpan());
        byte[] found = new byte[PageSize.Bytes];
        for (ulong update = 0; update < 70; update++)
        {
            Assert.Equal(update, region.FetchAddFill(3, key: 5, out ulong stamp));
            Assert.Equal(7ul, stamp);
            words[0] = update + 1;
            FillLine.WriteAll(words, 3, key: 5, update + 1);
            if (update % 2 == 0)
                region.PageOut(3, 1);
            region.ReadPage(3, found);
            Assert.Equal(expected, found);
        }
        Assert.Equal(35, region.ReadStatistics().SwapOuts);
        Assert.Empty(region.CheckQuiescent());
    }

    [Fact]
    public void The_read_delay_of_the_device_is_taken_away_and_given_back()
    {
        var delay = new ReadDelay(1_000, DelayKind.Sleep);
        var device = new BrdDevice(Pages, delay);
        using ModelRegion region = Make("prepare-tick", device);
        region.DelayReads(isOn: false);
        Assert.Equal(ReadDelay.None, device.ReadDelay);
        region.DelayReads(isOn: true);
        Assert.Equal(delay, device.ReadDelay);
    }

    [Theory]
    [MemberData(nameof(Syncs))]
    public void A_page_that_cannot_be_read_can_be_written_whole(string sync)
    {
        var device = new BrokenDevice(Pages);
        using ModelRegion region = Make(sync, device);
        byte[] content = new byte[PageSize.Bytes];
        content.AsSpan().Fill(3);
        region.WritePage(0, content);
        region.PageOut(0, 1);
        device.BrokenSlot = 1;
        Assert.Equal(1u, Assert.Throws<PageReadException>(() => region.FetchAdd(0, out _)).Slot);

        content.AsSpan().Fill(4);
        region.WritePage(0, content);
        byte[] found = new byte[PageSize.Bytes];
        region.ReadPage(0, found);
        Assert.Equal(content, found);
        Assert.Equal((0L, default(LossCauses)), (region.ForetoldLosses(0)!.Value, region.CausesOf(0)!.Value));
        Assert.Empty(region.CheckQuiescent());
    }

    [Fact]
    public void A_run_over_a_slot_that_cannot_be_read_goes_on_and_finds_its_pages()
    {
        var fixture = new RunFixture();
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            RegionBytes = Pages * PageSize.Bytes,
            SwapBytes = Pages * PageSize.Bytes,
            Work = WorkKind.Fill,
        };
        // The first sweep of each round fills every slot, this one too, before the workers start.
        var regions = new Regions(() => Make("prepare-tick", new BrokenDevice(Pages) { BrokenSlot = 9 }));
        RunResult run = new StressRunner(options, regions, options.LoadContent(), fixture).Run(
            () => fixture,
            fixture.Stop
        );
        Assert.Equal(2, fixture.Rounds.Count);
        Assert.All(
            fixture.Rounds,
            round =>
            {
                Assert.NotEmpty(round.Verification.ReadFailures);
                Assert.All(round.Verification.ReadFailures, failure => Assert.Equal(9u, failure.Slot));
                Assert.Empty(round.Verification.Pages);
                Assert.Empty(round.Verification.Misloads);
                Assert.Empty(round.Verification.Violations);
            }
        );
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    [Fact]
    public void After_real_losses_each_page_holds_what_its_counter_says()
    {
        var fixture = new RunFixture();
        StressOptions options = RunFixture.Options(FakeRegions.None) with
        {
            Rounds = 3,
            Threads = 64,
            RegionBytes = Pages * PageSize.Bytes,
            SwapBytes = Pages * PageSize.Bytes,
            Work = WorkKind.Fill,
        };
        var delay = new ReadDelay(1_000_000, DelayKind.Sleep);
        var regions = new Regions(() => Make("none", new BrdDevice(Pages, delay)));
        RunResult run = new StressRunner(options, regions, options.LoadContent(), fixture).Run(
            () => fixture,
            fixture.Stop
        );
        Assert.True(run.Strategies[0].LostUpdates > 0);
        // Every loss is foretold and explained; a page torn by a late read would be a misload with its event.
        Assert.Equal(0, run.Strategies[0].Defects);
        Assert.All(
            fixture.Rounds.SelectMany(round => round.Verification.Misloads),
            misload => Assert.True(misload.Causes?.StaleInstall > 0)
        );
        Assert.Equal(run.Strategies[0].Statistics.StaleInstalls, run.Strategies[0].Statistics.Events?.Total);
    }

    private static ModelRegion Make(string sync, SwapDevice device) =>
        new(
            new AddressSpace(
                new AddressSpaceOptions
                {
                    PageCount = Pages,
                    Sync = SwapInSyncs.Find(sync, Hz)!,
                    Hz = Hz,
                    ThreadCount = 128,
                },
                device
            ),
            device
        );

    private sealed class Regions(Func<IRegion> create) : IRegionFactory
    {
        public IRegion Create(StrategyInfo strategy) => create();
    }
}
