namespace SwapStress.Paging.Tests.Fault;

public sealed class WriteProtectTests
{
    [Fact]
    public void A_page_that_was_read_in_is_written_in_place_when_nobody_else_uses_it()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(4, device, "none");
        space.FetchAdd(0, 5, out _);
        space.PageOut(0, 1);

        Assert.Equal(5u, space.Read(0, 0));
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        Assert.Equal(6u, space.Read(0, 0));
        Assert.Equal(0, space.ReadStatistics().WriteProtectCopies);
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_page_under_writeback_is_copied_before_it_is_written_where_the_device_needs_it_stable(
        bool needsStableWrites,
        int copies
    )
    {
        using var device = new RamDevice(8, needsStableWrites: needsStableWrites);
        using AddressSpace space = Make.Space(4, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        var gate = device.BeforeWrite = new Gate();
        Worker reclaim = Worker.Start(() => space.PageOut(0, 1));
        gate.AwaitParked();

        // The page is unmapped, in the swap cache and being written: a write fault finds it there.
        Assert.Equal(5u, space.FetchAdd(0, 1, out _));
        gate.Open();
        reclaim.Join();

        Assert.Equal(copies, space.ReadStatistics().WriteProtectCopies);
        Assert.Equal(0, space.ReadStatistics().MajorFaults);
        space.PageOut(0, 1);
        Assert.Equal(6u, space.Read(0, 0));
        Assert.Equal(0, space.ForetoldLosses(0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_lost_its_exclusivity_is_copied_while_somebody_else_has_its_folio()
    {
        using var device = new RamDevice(8, needsStableWrites: true);
        using AddressSpace space = Make.Space(1, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        var gate = device.BeforeWrite = new Gate();
        Worker reclaim = Worker.Start(() => space.PageOut(0, 1));
        gate.AwaitParked();
        // Mapped while it is being written: read-only, and not exclusive.
        Assert.Equal(5u, space.Read(0, 0));
        gate.Open();
        reclaim.Join();
        // Somebody is about to copy it. It is unmapped meanwhile, and stays in the swap cache.
        int frame = space.Mm.PageTable.Read(0).Frame;
        space.Mm.Folios[frame].Get();
        Assert.Equal(0, space.PageOut(0, 1));
        Assert.True(space.Mm.PageTable.Read(0).IsSwap);

        // Made writable in place, the page would change under the copy, and the PTE could come to look the same again.
        space.FetchAdd(0, 1, out _);
        Assert.NotEqual(frame, space.Mm.PageTable.Read(0).Frame);
        space.Mm.Folios.Put(frame);

        Assert.Equal(6u, space.Read(0, 0));
        Assert.Equal(0, space.ForetoldLosses(0));
        space.PageOut(0, 1);
        Assert.Equal(6u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_is_in_use_is_not_paged_out()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(1, device, "none");
        space.FetchAdd(0, 1, out _);
        Interlocked.Add(ref space.Mm.PageTable.Word(0), Primitives.Pte.PinUnit);
        Assert.Equal(0, space.PageOut(0, 1));
        Assert.True(space.IsResident(0));

        Interlocked.Add(ref space.Mm.PageTable.Word(0), unchecked(0 - Primitives.Pte.PinUnit));
        Assert.Equal(1, space.PageOut(0, 1));
        Assert.False(space.IsResident(0));
        Assert.Equal(1u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_clean_page_of_the_swap_cache_is_dropped_without_a_write()
    {
        // Read through the cache on a device that is mostly empty, the page keeps its slot.
        using var device = new RamDevice(1000);
        using AddressSpace space = Make.Space(1, device, "cached");
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);
        Assert.Equal(1u, space.Read(0, 0));
        long written = space.ReadStatistics().SwapOuts;
        Assert.Equal(1, space.PageOut(0, 1));

        Assert.Equal(written, space.ReadStatistics().SwapOuts);
        Assert.Equal(1u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }
}
