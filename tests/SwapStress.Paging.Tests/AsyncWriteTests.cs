using SwapStress.Paging.Reclaim;
using SwapStress.Store;

namespace SwapStress.Paging.Tests;

/// <summary>Pages written by I/O threads while reclaim goes on.</summary>
public sealed class AsyncWriteTests
{
    private const int Pages = 64;

    [Fact]
    public void A_page_is_freed_by_a_later_call_once_it_is_written()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Space(4, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        Gate gate = device.BeforeWrite = new Gate();
        // Comes back although the write has not begun.
        Assert.Equal(0, space.PageOut(0, 1));
        Assert.False(space.IsResident(0));
        gate.AwaitParked();
        Assert.Equal(0, space.PageOut(0, 1));
        gate.Open();
        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(1, space.ReadStatistics().SwapOuts);

        Assert.Equal(1, space.PageOut(0, 1));
        Assert.Equal(5u, space.Read(0, 0));
        Assert.Equal(1, space.ReadStatistics().MajorFaults);
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public void A_page_under_writeback_is_read_where_it_is_and_copied_before_it_is_written_if_it_must_be_stable(
        bool deviceNeedsIt,
        bool stableWrites,
        int copies
    )
    {
        using var device = new RamDevice(8, needsStableWrites: deviceNeedsIt);
        using AddressSpace space = Space(4, device, "prepare-tick", stableWrites);
        space.FetchAdd(0, 5, out _);
        Gate gate = device.BeforeWrite = new Gate();
        space.PageOut(0, 1);
        gate.AwaitParked();

        Assert.Equal(5u, space.Read(0, 0));
        int frame = space.Mm.PageTable.Read(0).Frame;
        Assert.True(space.Mm.Folios[frame].Has(Folios.FolioFlags.Writeback));
        // In place the frame changes under the device, which is what f05714293a59 is about.
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        Assert.Equal(copies == 0, frame == space.Mm.PageTable.Read(0).Frame);
        gate.Open();

        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(copies, space.ReadStatistics().WriteProtectCopies);
        Assert.Equal(0, space.ReadStatistics().MajorFaults);
        PageOutWholly(space, 0);
        Assert.Equal(6u, space.Read(0, 0));
        Assert.Equal(0, space.ForetoldLosses(0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_cannot_be_written_stays()
    {
        using var device = new RamDevice(8) { FailWrites = true };
        using AddressSpace space = Space(4, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        space.PageOut(0, 1);
        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(1, space.ReadStatistics().SwapWriteFailures);
        Assert.Equal(0, space.PageOut(0, 1));
        Assert.Empty(space.CheckQuiescent());
        device.FailWrites = false;
        PageOutWholly(space, 0);
        Assert.Equal(5u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_full_queue_makes_reclaim_wait_and_loses_nothing()
    {
        const int Many = 3 * WriteQueue.RequestsMax;
        using var device = new RamDevice(Many + 1);
        using AddressSpace space = Space(Many, device, "prepare-tick");
        for (int page = 0; page < Many; page++)
            space.FetchAdd(page, (ulong)page, out _);
        Gate gate = device.BeforeWrite = new Gate();
        Worker reclaim = Worker.Start(() => space.PageOut(0, Many));
        gate.AwaitParked();
        gate.Open();
        reclaim.Join();
        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(Many, space.ReadStatistics().SwapOuts);
        for (int page = 0; page < Many; page++)
            Assert.Equal((ulong)page, space.Read(page, 0));
    }

    public static TheoryData<string, bool, uint> SoundStorms()
    {
        var storms = new TheoryData<string, bool, uint>();
        foreach (string sync in Make.SoundSyncs.Select(row => row.Data))
        {
            storms.Add(sync, true, Pages);
            storms.Add(sync, false, Pages + 1);
        }
        return storms;
    }

    [Theory]
    [MemberData(nameof(SoundStorms))]
    public void A_sound_strategy_loses_nothing_and_leaks_nothing(string sync, bool needsStableWrites, uint slots)
    {
        using var device = new RamDevice(slots, dropsFreedData: true, needsStableWrites);
        using AddressSpace space = Space(Pages, device, sync);
        Assert.Equal(default, Storm.Run(space, threads: 16, sweeps: 20));
        Assert.Equal(0, space.ReadStatistics().StaleInstalls);
        Assert.Empty(space.CheckQuiescent());
        StormTests.AssertNothingLeft(space);
    }

    [Fact]
    public void Without_the_fix_updates_are_lost_all_the_same()
    {
        using var device = new RamDevice(Pages, readDelay: new ReadDelay(1_000_000, DelayKind.Sleep));
        using AddressSpace space = Space(Pages, device, "none");
        for (int round = 0; round < 20; round++)
        {
            Storm.Outcome outcome = Storm.Run(space, threads: 32, sweeps: 2);
            Assert.Equal(0, outcome.Disagreements);
            Assert.Empty(space.CheckQuiescent());
            if (outcome.Lost > 0)
                return;
        }
        Assert.Fail("The race was not hit in 20 rounds.");
    }

    private static AddressSpace Space(int pages, SwapDevice device, string sync, bool stableWrites = true) =>
        new(Make.Options(pages, sync) with { IoThreads = 2, StableWrites = stableWrites }, device);

    /// <summary>Pages out, lets the I/O threads finish, and has the frame freed.</summary>
    private static void PageOutWholly(AddressSpace space, int page)
    {
        // Once if the I/O thread is quick, else the second call frees the frame.
        space.PageOut(page, 1);
        Assert.Empty(space.CheckQuiescent());
        space.PageOut(page, 1);
        Primitives.Pte pte = space.Mm.PageTable.Read(page);
        Assert.True(pte.IsSwap);
        Assert.Equal(Folios.FolioTable.NoFolio, space.Mm.Swap.Cache.Peek(pte.Entry.Slot));
    }
}
