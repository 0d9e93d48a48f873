using SwapStress.Paging.Sync;
using SwapStress.Store;

namespace SwapStress.Paging.Tests;

/// <summary>Real threads, real races. Bounded in size; the long runs are the program's own.</summary>
public sealed class StormTests
{
    private const int Pages = 64;
    private static readonly ReadDelay OneMillisecond = new(1_000_000, DelayKind.Sleep);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_the_fix_updates_are_lost_and_each_one_was_foretold(bool dropsFreedData)
    {
        using var device = new RamDevice(Pages, dropsFreedData, readDelay: OneMillisecond);
        using AddressSpace space = Make.Space(Pages, device, "none");
        Storm.Outcome sum = default;
        // One round nearly always loses; a few more make it certain enough for a test that must never be retried.
        for (int round = 0; round < 20 && sum.Lost == 0; round++)
        {
            Storm.Outcome outcome = Storm.Run(space, threads: 32, sweeps: 2);
            Assert.Equal(0, outcome.Disagreements);
            Assert.Empty(space.CheckQuiescent());
            sum = outcome;
        }

        Assert.True(sum.Lost > 0, "The race was not hit in 20 rounds.");
        Assert.True(space.ReadStatistics().StaleInstalls > 0);
    }

    /// <summary>
    /// Every sound strategy on devices that differ in each habit at least once, with one slot fewer than pages, with as
    /// many, and with so many that the slot caches are on.
    /// </summary>
    public static TheoryData<string, bool, bool, bool, uint> SoundStorms()
    {
        var storms = new TheoryData<string, bool, bool, bool, uint>();
        foreach (string sync in SwapInSyncs.All(Make.Hz).Where(sync => sync.IsExpectedSound).Select(sync => sync.Name))
        {
            storms.Add(sync, true, true, true, Pages);
            storms.Add(sync, true, true, false, Pages);
            storms.Add(sync, false, false, true, Pages);
            storms.Add(sync, false, false, false, Pages + 1);
            storms.Add(sync, true, true, false, Pages + 4096);
        }
        return storms;
    }

    [Theory]
    [MemberData(nameof(SoundStorms))]
    public void A_sound_strategy_loses_nothing_and_leaks_nothing(
        string sync,
        bool dropsFreedData,
        bool needsStableWrites,
        bool slowReads,
        uint slots
    )
    {
        using var device = new RamDevice(
            slots,
            dropsFreedData,
            needsStableWrites,
            slowReads ? OneMillisecond : ReadDelay.None
        );
        using AddressSpace space = Make.Space(Pages, device, sync);
        Storm.Outcome outcome = Storm.Run(space, threads: 16, sweeps: slowReads ? 2 : 20);
        Assert.Equal(default, outcome);
        Assert.Equal(0, space.ReadStatistics().StaleInstalls);
        Assert.Empty(space.CheckQuiescent());
        AssertNothingLeft(space);
    }

    [Fact]
    public void A_planted_bug_that_goes_on_without_the_pin_is_caught() => AssertCaught(new GoesOnWithoutPin());

    [Fact]
    public void A_planted_bug_that_drops_the_pin_before_the_read_is_caught() => AssertCaught(new DropsPinBeforeRead());

    [Fact]
    public void Several_swappers_and_readers_at_once_leave_everything_accounted_for()
    {
        using var device = new RamDevice(Pages, needsStableWrites: true);
        using AddressSpace space = Make.Space(Pages, device, "cached");
        bool stop = false;
        Worker[] others =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Worker.Start(() =>
                    {
                        while (!Volatile.Read(ref stop))
                            space.PageOut(0, Pages);
                    })
                ),
            .. Enumerable
                .Range(0, 2)
                .Select(seed =>
                    Worker.Start(() =>
                    {
                        // Reads map pages read-only, so that writes go through reuse and copy.
                        var random = new Random(seed);
                        while (!Volatile.Read(ref stop))
                            space.Read(random.Next(Pages), 1);
                    })
                ),
        ];
        for (int round = 0; round < 5; round++)
        {
            Storm.Outcome outcome = Storm.Run(space, threads: 8, sweeps: 20);
            Assert.Equal(default, outcome);
        }
        Volatile.Write(ref stop, true);
        Array.ForEach(others, other => other.Join());

        Assert.Empty(space.CheckQuiescent());
        AssertNothingLeft(space);
    }

    private static void AssertCaught(SwapInSync planted)
    {
        using var device = new RamDevice(Pages, dropsFreedData: true, readDelay: OneMillisecond);
        using AddressSpace space = Make.Space(Pages, device, planted);
        for (int round = 0; round < 20; round++)
        {
            Storm.Outcome outcome = Storm.Run(space, threads: 32, sweeps: 2);
            Assert.Equal(0, outcome.Disagreements);
            if (outcome.Lost > 0)
                return;
        }
        Assert.Fail("The planted bug went unnoticed for 20 rounds.");
    }

    /// <summary>Once a region is zapped and reclaim has been through, every frame and every slot is free.</summary>
    internal static void AssertNothingLeft(AddressSpace space)
    {
        space.Zap(0, space.PageCount);
        space.PageOut(0, space.PageCount);
        space.Mm.Swap.Slots.Drain();
        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(space.Mm.Folios.FrameCount, space.Mm.Folios.CountFree());
        Assert.Equal(space.Mm.Swap.Allocator.TotalSlots, space.Mm.Swap.Allocator.FreeSlots);
    }
}
