using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;

namespace SwapStress.Paging.Tests;

/// <summary>
/// The interleavings of docs/MODEL.md, one step at a time: a thread is parked inside the device, so the window is as
/// long as the test needs it, and nothing depends on time.
/// </summary>
public sealed class ForcedWindowTests
{
    /// <summary>One usable slot: whoever is swapped out next gets the same entry again.</summary>
    private const uint TwoSlots = 2;

    [Fact]
    public void Without_the_fix_an_entry_that_is_used_again_passes_pte_same_and_an_update_is_lost()
    {
        using var parked = new ParkedReader("none");
        AddressSpace space = parked.Space;
        // T1 reads it too, maps it, frees the slot and adds: 2. Reclaim writes 2 to the same slot.
        Assert.Equal(1u, space.FetchAdd(0, 1, out _));
        Assert.Equal(1, space.PageOut(0, 1));
        parked.Release();

        Assert.Equal(2u, space.Read(0, 0));
        Assert.Equal(1, space.ForetoldLosses(0));
        StaleInstall stale = Assert.Single(space.StaleInstalls);
        Assert.Equal(LossCause.StaleInstall, stale.Cause);
        Assert.Equal((0, 1u, 1L), (stale.Page, stale.Slot, stale.LostUpdates));
        Assert.NotEqual(0, space.FirstLossTimestamp);
        Steps.AssertRecorded(
            space,
            "T0 FaultBegin",
            "T0 ReadBegin",
            "M ReadBegin",
            "M ReadEnd",
            "M PteSame",
            "M SwapFree",
            "M SlotReleased",
            "M Install",
            "M Isolated",
            "M SlotAllocated",
            "M Unmapped",
            "M WriteBegin",
            "M WriteEnd",
            "M FrameFreed",
            "T0 ReadEnd",
            "T0 PteSame",
            "T0 SwapFree",
            "T0 Install"
        );
        Assert.Empty(space.CheckQuiescent());

        Assert.Equal(LossCause.StaleInstall, stale.Cause);
        Assert.Equal(1, space.InstallsBy(0, LossCause.StaleInstall));
        Assert.Equal(0, space.InstallsBy(0, LossCause.Overrun));
        space.ForgetLosses(0);
        Assert.Equal((0, 0), (space.ForetoldLosses(0), space.InstallsBy(0, LossCause.StaleInstall)));
        Assert.Equal((1, 0), (space.CountOf(LossCause.StaleInstall), space.CountOf(LossCause.Overrun)));
    }

    [Fact]
    public void Where_a_freed_slot_loses_its_data_the_late_reader_maps_zeros()
    {
        using var device = new RamDevice(TwoSlots, dropsFreedData: true);
        using AddressSpace space = Make.Space(1, device, "none");
        byte[] content = new byte[4096];
        content[0] = 10;
        content[8] = 77;
        space.WritePage(0, content);
        space.PageOut(0, 1);

        var before = device.BeforeRead = new Gate();
        var after = device.AfterRead = new Gate();
        ulong stamp = 0;
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out stamp));
        before.AwaitParked();
        // The other reader is not parked before its read, but it is the first to come to the gate after it.
        Worker quick = Worker.Start(() => space.FetchAdd(0, 1, out _));
        after.AwaitParked();
        device.AfterRead = null;
        after.Open();
        quick.Join();
        // The slot is free, and its data gone, when T0 reads.
        var late = device.AfterRead = new Gate();
        before.Open();
        late.AwaitParked();
        Assert.Equal(1, space.PageOut(0, 1));
        late.Open();
        slow.Join();

        Assert.Equal(0u, stamp);
        Assert.Equal(1u, space.Read(0, 0));
        Assert.Equal(11, space.ForetoldLosses(0));
        LossWindow window = Steps.AssertRecorded(
            space,
            "T0 FaultBegin",
            "X ReadBegin",
            "X SlotReleased",
            "X Install",
            "M SlotAllocated",
            "M Unmapped",
            "M WriteEnd",
            "T0 ReadEnd",
            "T0 PteSame",
            "T0 Install"
        );
        // The slot still had version 2, of the first page-out, when the read began; what came were zeros.
        Assert.Equal((2L, 0L), (window.InstalledVersion, window.Events[^1].Counter));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_slot_that_is_read_after_its_allocation_and_before_its_write_is_stale_too()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(1, device, "none");
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);

        var before = device.BeforeRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        before.AwaitParked();
        space.FetchAdd(0, 1, out _);
        // Reclaim has the slot again and has set the PTE, but has not written yet.
        var write = device.BeforeWrite = new Gate();
        Worker reclaim = Worker.Start(() => space.PageOut(0, 1));
        write.AwaitParked();
        before.Open();
        slow.Join();
        write.Open();
        reclaim.Join();

        Assert.Equal(2u, space.Read(0, 0));
        Assert.Equal(1, space.ForetoldLosses(0));
        Steps.AssertRecorded(
            space,
            "T0 FaultBegin",
            "M Install",
            "X SlotAllocated",
            "X Unmapped",
            "X WriteBegin",
            "T0 ReadEnd",
            "T0 PteSame",
            "T0 Install"
        );
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [MemberData(nameof(Make.SoundSyncs), MemberType = typeof(Make))]
    public void With_any_fix_a_second_reader_waits_for_the_first_and_never_reads(string sync)
    {
        using var parked = new ParkedReader(sync);
        AddressSpace space = parked.Space;
        Worker second = Worker.Start(() => space.FetchAdd(0, 1, out _));
        // It backs off, more than once, or it sleeps.
        Assert.True(
            SpinWait.SpinUntil(
                () => space.ReadStatistics().PinsLost >= 3 || second.IsSleeping,
                TimeSpan.FromSeconds(30)
            )
        );
        Assert.True(second.IsRunning);
        Assert.Equal(0, space.PageOut(0, 1));
        parked.Release();
        second.Join();

        Assert.Equal(3u, space.Read(0, 0));
        Assert.Equal(1, space.ReadStatistics().MajorFaults);
        Assert.Empty(space.StaleInstalls);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void While_the_fix_holds_the_pin_the_last_swap_free_does_not_free_the_slot()
    {
        // The winner's swap_free runs before its pin is cleared; in between the slot must not be given out. Two pages
        // and one slot: the second page can be swapped out only when the slot is really free.
        using var device = new RamDevice(TwoSlots);
        var held = new Gate();
        using AddressSpace watched = Make.Space(2, device, new PinHeldOpen(held.Pass));
        watched.FetchAdd(0, 1, out _);
        watched.FetchAdd(1, 5, out _);
        Assert.Equal(1, watched.PageOut(0, 1));

        Worker reader = Worker.Start(() => watched.FetchAdd(0, 1, out _));
        held.AwaitParked();
        Assert.True(watched.IsResident(0));
        Assert.Equal(0, watched.PageOut(1, 1));
        held.Open();
        reader.Join();
        Assert.Equal(1, watched.PageOut(1, 1));

        Assert.Equal(2u, watched.Read(0, 0));
        Assert.Equal(5u, watched.Read(1, 0));
        Assert.Empty(watched.CheckQuiescent());
    }
}
