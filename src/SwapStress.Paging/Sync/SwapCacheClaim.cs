using SwapStress.Paging.Folios;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Sync;

/// <summary>
/// Gets a slot's folio in the swap cache, or puts a new one there (<c>__read_swap_cache_async</c>, one turn of its
/// loop). Faults and the writeback of zswap do it alike.
/// </summary>
internal sealed class SwapCacheClaim(Mm mm, SwapInSync sync)
{
    /// <summary>Looks, and if there is no folio adds one.</summary>
    /// <param name="entry">The slot.</param>
    /// <param name="frame">
    /// Prepared: a new folio, locked and not read yet. Exists: the one that is there, with a reference; or none, when
    /// the flag is set and no folio is there. NoEntry: none.
    /// </param>
    /// <returns>NoEntry also when no frame is free.</returns>
    public PrepareResult Try(SwapEntry entry, out int frame)
    {
        frame = mm.Swap.Cache.Get(entry.Slot);
        if (frame != FolioTable.NoFolio)
            return PrepareResult.Exists;
        // No PTE holds the entry: the slot may be parked in a slot cache with its flag set, for a long time.
        if (mm.Swap.Map.ReadUnlocked(entry.Slot).Count == 0)
            return PrepareResult.NoEntry;
        // Locked before it can be found; only who has the slot's flag can add it.
        frame = mm.Folios.AllocateLocked();
        if (frame == FolioTable.NoFolio)
            return PrepareResult.NoEntry;
        PrepareResult prepared = sync.AddToCache(mm.Swap, entry, frame);
        if (prepared == PrepareResult.Prepared)
            return prepared;
        mm.Folios[frame].Unlock();
        mm.Folios.Put(frame);
        frame = FolioTable.NoFolio;
        return prepared;
    }
}
