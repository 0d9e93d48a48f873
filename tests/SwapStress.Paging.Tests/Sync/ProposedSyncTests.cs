namespace SwapStress.Paging.Tests.Sync;

/// <summary>What was proposed and not merged, one step at a time.</summary>
public sealed class ProposedSyncTests
{
    [Fact]
    public void Raising_the_count_lets_the_cached_folio_go_back_to_the_same_entry_and_an_update_is_lost()
    {
        using var parked = new ParkedReader("swap-count");
        AddressSpace space = parked.Space;
        // T1 sees a count of 2, goes through the cache, maps the folio and adds: 2. The slot cannot be given up.
        Assert.Equal(1u, space.FetchAdd(0, 1, out _));
        // Reclaim unmaps the folio to the entry that it still has, without allocating.
        Assert.Equal(1, space.PageOut(0, 1));
        parked.Release();

        Assert.Equal(2u, space.Read(0, 0));
        Assert.Equal(1, space.ForetoldLosses(0));
        Assert.Equal(1, Assert.Single(space.StaleInstalls).LostUpdates);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_is_zapped_while_it_is_read_into_a_marked_PTE_gives_its_slot_back_once()
    {
        using var parked = new ParkedReader("pte-marker");
        AddressSpace space = parked.Space;
        Assert.True(space.Mm.PageTable.Read(0).IsSwapIn);
        space.Zap(0, 1);
        parked.Release();

        // The access started over, on a page of zeros.
        Assert.Equal(0u, parked.Seen);
        Assert.Equal(1u, space.Read(0, 0));
        Assert.Equal(1, space.Mm.Swap.Allocator.FreeSlots);
        Assert.Empty(space.CheckQuiescent());
    }
}
