using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;

namespace SwapStress.Paging.Tests.Zswap;

/// <summary>The two races of zswap, one step at a time, with and without their fixes.</summary>
public sealed class ZswapForcedWindowTests
{
    private const int Pages = 64;

    /// <summary>One usable slot: whoever is swapped out next gets the same entry again.</summary>
    private const uint TwoSlots = 2;

    [Theory]
    [InlineData("prepare-refault", false)]
    [InlineData("prepare-tick", false)]
    [InlineData("prepare-tick", true)]
    [InlineData("prepare-wait", true)]
    public void Reclaim_locks_a_private_folio_whose_entry_is_gone(string sync, bool fix)
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(Pages, device, sync, Make.Zswap with { ExclusiveFix = fix });
        space.FetchAdd(0, 5, out _);
        Assert.Equal(1, space.PageOut(0, 1));

        // T0 has its data, and its folio is unlocked.
        var read = new Gate();
        space.Mm.Parking.AfterPrivateRead = read.Pass;
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        read.AwaitParked();
        // Reclaim comes by and locks it; T0 finds it locked, waits, throws it away and faults again.
        var held = new Gate();
        space.Mm.Parking.ReclaimHoldsPrivate = held.Pass;
        Worker reclaim = Worker.Start(() => space.PageOut(1, 1));
        held.AwaitParked();
        read.Open();
        // Once it is past the gate, the only thing it can wait for is the folio's lock.
        bool IsWaiting() => space.ReadStatistics().MajorFaults == 1 && slow.IsSleeping;
        Assert.True(SpinWait.SpinUntil(IsWaiting, TimeSpan.FromSeconds(30)));
        held.Open();
        reclaim.Join();
        slow.Join();

        Assert.Equal(2, space.ReadStatistics().MajorFaults);
        if (fix)
        {
            AssertNothingLost(space);
            Assert.Equal(6u, space.Read(0, 0));
        }
        else
        {
            Assert.Equal(1u, space.Read(0, 0));
            Assert.Equal(5, space.ForetoldLosses(0));
            AssertOneInstall(space, LossCause.OnlyCopyDropped, lost: 5);
            ZswapGhostEvent cause = Assert.Single(space.ZswapGhostEvents);
            Assert.Equal((ZswapGhostKind.OnlyCopyDropped, 0, 1u), (cause.Kind, cause.Page, cause.Slot));
            Assert.Equal(1, space.ReadZswapStatistics()!.Value.OnlyCopiesDropped);
            Steps.AssertRecorded(
                space,
                "M Unmapped",
                "M ZswapStored",
                "T0 FaultBegin",
                "T0 PrepareTaken",
                "T0 ReadBegin",
                "T0 ZswapDropped",
                "T0 LockContended",
                "T0 ZswapDiscarded",
                "T0 FaultBegin",
                "T0 ReadBegin",
                "T0 ReadEnd",
                "T0 PteSame",
                "T0 Install"
            );
        }
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fault_pins_an_entry_that_is_another_pages_by_now(bool fix)
    {
        using var device = new RamDevice(TwoSlots);
        var begin = new Gate();
        using AddressSpace space = Make.Space(
            Pages,
            device,
            new StopsBeforePin(begin.Pass),
            Make.Zswap with
            {
                ExclusiveFix = fix,
            }
        );
        space.FetchAdd(0, 5, out _);
        space.FetchAdd(1, 9, out _);
        Assert.Equal(1, space.PageOut(0, 1));

        // T0 has read page 0's PTE. Page 0 comes in, and page 1 goes out to the same slot.
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        begin.AwaitParked();
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        Assert.Equal(1, space.PageOut(1, 1));
        // T0 pins page 1's slot and loads it; pte_same then fails.
        begin.Open();
        slow.Join();

        Assert.Equal(7u, space.Read(0, 0));
        if (fix)
        {
            AssertNothingLost(space);
            Assert.Equal(9u, space.Read(1, 0));
        }
        else
        {
            ZswapGhostEvent cause = Assert.Single(space.ZswapGhostEvents);
            Assert.Equal((ZswapGhostKind.OnlyCopyDropped, 1), (cause.Kind, cause.Page));
            Assert.Contains(space.CheckQuiescent(), line => line.Contains("newest", StringComparison.Ordinal));
            Assert.Equal(0u, space.Read(1, 0));
            Assert.Equal(9, space.ForetoldLosses(1));
            AssertOneInstall(space, LossCause.OnlyCopyDropped, lost: 9);
            // Page 0's fault and page 1's loss, together by the slot that both had.
            LossWindow window = Steps.AssertRecorded(
                space,
                "X FaultBegin",
                "T0 ZswapStored",
                "X ReadBegin",
                "X ZswapDroppedForeign",
                "X ZswapDiscarded",
                "T0 FaultBegin",
                "T0 ReadEnd",
                "T0 Install"
            );
            Assert.Equal((1, -1), (window.Page, window.InstalledPage));
        }
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData("prepare-tick", false)]
    [InlineData("swap-cache", false)]
    [InlineData("cached", false)]
    [InlineData("prepare-tick", true)]
    [InlineData("swap-cache", true)]
    [InlineData("cached", true)]
    [InlineData("pte-marker", true)]
    public void An_entry_is_written_back_to_a_slot_that_is_another_pages_by_now(string sync, bool fix)
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(Pages, device, sync, Make.Zswap with { WritebackFix = fix });
        space.FetchAdd(0, 5, out _);
        space.FetchAdd(1, 9, out _);
        Assert.Equal(1, space.PageOut(0, 1));

        // W has picked page 0's entry. Page 0 comes in and frees the slot; page 1 goes out to it.
        var gate = new Gate();
        space.Mm.Parking.BeforeWritebackInsert = gate.Pass;
        space.Mm.ZswapShrinker!.Queue();
        gate.AwaitParked();
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        Assert.Equal(1, space.PageOut(1, 1));
        gate.Open();
        space.Mm.ZswapShrinker!.Flush();

        Assert.Equal(6u, space.Read(0, 0));
        if (fix)
        {
            Assert.Empty(space.CheckQuiescent());
            Assert.Equal(9u, space.Read(1, 0));
            AssertNothingLost(space);
            Assert.True(space.ReadZswapStatistics()!.Value.RejectReclaimFail > 0);
        }
        else
        {
            ZswapGhostEvent cause = Assert.Single(space.ZswapGhostEvents);
            Assert.Equal((ZswapGhostKind.StaleWriteback, 0, 1u), (cause.Kind, cause.Page, cause.Slot));
            Assert.Equal(5u, space.Read(1, 0));
            Assert.Equal(4, space.ForetoldLosses(1));
            AssertOneInstall(space, LossCause.StaleWriteback, lost: 4);
            Assert.Equal(1, space.ReadZswapStatistics()!.Value.StaleWritebacks);
            LossWindow window = Steps.AssertRecorded(
                space,
                "X WritebackPicked",
                "T0 SlotReleased",
                "T0 SlotAllocated",
                "T0 Unmapped",
                "T0 ZswapStored",
                "X WritebackInserted",
                "X WriteBegin",
                "X WriteEnd",
                "X WritebackWritten",
                "T0 FaultBegin",
                "T0 Install"
            );
            Assert.Equal((1, 0), (window.Page, window.InstalledPage));
        }
        Assert.Empty(space.CheckQuiescent());
    }

    /// <summary>
    /// The mark does not keep zswap out. A soak of an hour with `--zswap --fail-full 0.01` found the write that failed, after
    /// which the page is in the swap cache alone. With I/O threads, which no kernel that skips the swap cache has, a write in
    /// flight does the same.
    /// </summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_marked_page_is_found_though_zswap_took_it_into_the_swap_cache(int ioThreads, bool fails)
    {
        using var device = new RamDevice(TwoSlots) { FailWrites = fails };
        AddressSpaceOptions options = Make.Options(Pages, "pte-marker") with
        {
            Zswap = Make.Zswap,
            IoThreads = ioThreads,
        };
        using var space = new AddressSpace(options, device);
        space.FetchAdd(0, 5, out _);
        Assert.Equal(1, space.PageOut(0, 1));

        // T0 has looked for a folio, found none, and marked the PTE.
        var mark = new Gate();
        space.Mm.Parking.AfterMark = mark.Pass;
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        mark.AwaitParked();
        // W puts a folio in the swap cache and submits its write. Where that is synchronous the entry stays until the end.
        Gate write = device.BeforeWrite = new Gate();
        space.Mm.ZswapShrinker!.Queue();
        write.AwaitParked();
        if (fails)
        {
            write.Open();
            space.Mm.ZswapShrinker!.Flush();
            space.Mm.Writer.Flush();
            Assert.True(space.ReadStatistics().SwapWriteFailures > 0);
        }
        else if (ioThreads > 0)
        {
            space.Mm.ZswapShrinker!.Flush();
        }
        mark.Open();
        slow.Join();
        write.Open();
        Assert.Empty(space.CheckQuiescent());
        Assert.True(Soundness.IsExpected(options, device.NeedsStableWrites));
        Assert.Equal(6u, space.Read(0, 0));
        AssertNothingLost(space);
    }

    [Fact]
    public void A_fault_during_writeback_finds_the_folio_and_maps_it()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap);
        space.FetchAdd(0, 5, out _);
        space.PageOut(0, 1);
        var gate = device.BeforeWrite = new Gate();
        space.Mm.ZswapShrinker!.Queue();
        gate.AwaitParked();
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        gate.Open();
        space.Mm.ZswapShrinker!.Flush();

        Assert.Equal(0, space.ReadStatistics().MajorFaults);
        Assert.Empty(space.CheckQuiescent());
        space.PageOut(0, 1);
        Assert.Equal(6u, space.Read(0, 0));
        AssertNothingLost(space);
    }

    private static void AssertOneInstall(AddressSpace space, LossCause cause, long lost)
    {
        StaleInstall install = Assert.Single(space.StaleInstalls);
        Assert.Equal((cause, lost), (install.Cause, install.LostUpdates));
    }

    private static void AssertNothingLost(AddressSpace space)
    {
        Assert.Empty(space.StaleInstalls);
        Assert.Empty(space.ZswapGhostEvents);
        Assert.Equal(0, space.ForetoldLosses(0) + space.ForetoldLosses(1));
    }
}
