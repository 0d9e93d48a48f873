namespace SwapStress.Paging.Tests;

/// <summary>What was proposed and not merged, one step at a time.</summary>
public sealed class ProposedSyncTests
{
    private const uint TwoSlots = 2;

    [Fact]
    public void Raising_the_count_lets_the_cached_folio_go_back_to_the_same_entry_and_an_update_is_lost()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(1, device, "swap-count");
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);

        // T0 has the count at 2 and stops with 1 in hand.
        var gate = device.AfterRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        gate.AwaitParked();
        // T1 sees a count of 2, goes through the cache, maps the folio and adds: 2. The slot cannot be given up.
        Assert.Equal(1u, space.FetchAdd(0, 1, out _));
        // Reclaim unmaps the folio to the entry that it still has, without allocating.
        Assert.Equal(1, space.PageOut(0, 1));
        gate.Open();
        slow.Join();

        Assert.Equal(2u, space.Read(0, 0));
        Assert.Equal(1, space.ForetoldLosses(0));
        Assert.Equal(1, Assert.Single(space.StaleInstalls).LostUpdates);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_marked_PTE_makes_the_second_reader_wait_for_the_first()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(1, device, "pte-marker");
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);

        var gate = device.AfterRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        gate.AwaitParked();
        Assert.True(space.Mm.PageTable.Read(0).IsSwapIn);
        Worker second = Worker.Start(() => space.FetchAdd(0, 1, out _));
        Assert.Equal(0, space.PageOut(0, 1));
        gate.Open();
        slow.Join();
        second.Join();

        Assert.Equal(3u, space.Read(0, 0));
        Assert.Equal(1, space.ReadStatistics().MajorFaults);
        Assert.Empty(space.StaleInstalls);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_is_zapped_while_it_is_read_gives_its_slot_back_once()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(1, device, "pte-marker");
        space.FetchAdd(0, 7, out _);
        space.PageOut(0, 1);

        var gate = device.AfterRead = new Gate();
        ulong before = ulong.MaxValue;
        Worker reader = Worker.Start(() => before = space.FetchAdd(0, 1, out _));
        gate.AwaitParked();
        space.Zap(0, 1);
        gate.Open();
        reader.Join();

        // The access started over, on a page of zeros.
        Assert.Equal(0u, before);
        Assert.Equal(1u, space.Read(0, 0));
        Assert.Equal(1, space.Mm.Swap.Allocator.FreeSlots);
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData("prepare-refault")]
    [InlineData("prepare-yield")]
    [InlineData("prepare-wait")]
    public void Whatever_losers_do_meanwhile_they_never_read(string sync)
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(1, device, sync);
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);

        var gate = device.AfterRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        gate.AwaitParked();
        Worker second = Worker.Start(() => space.FetchAdd(0, 1, out _));
        Assert.True(SpinWait.SpinUntil(() => space.ReadStatistics().PinsLost >= 3, TimeSpan.FromSeconds(30)));
        gate.Open();
        slow.Join();
        second.Join();

        Assert.Equal(3u, space.Read(0, 0));
        Assert.Equal(1, space.ReadStatistics().MajorFaults);
        Assert.Empty(space.StaleInstalls);
        Assert.Empty(space.CheckQuiescent());
    }
}
