using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Reclaim;

/// <summary>Drops a range's pages and its swap entries (<c>zap_pte_range</c>, <c>free_swap_and_cache</c>).</summary>
internal sealed class Zapper(Mm mm)
{
    public void Zap(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
        {
            RankedLock pageTableLock = mm.PageTable.LockOf(page);
            pageTableLock.Enter();
            Pte pte = mm.PageTable.Read(page);
            mm.Recorder?.Record(page, FlightEventKind.Zapped, pte.IsSwap ? pte.Entry.Slot : 0);
            if (pte.IsPresent)
            {
                pte = mm.PageTable.ClearFlushLocked(page);
                mm.Folios[pte.Frame].MapCount = 0;
            }
            else if (pte.IsSwap)
            {
                mm.PageTable.SetLocked(page, Pte.None);
                mm.Swap.Free(pte.Entry);
            }
            else if (pte.IsSwapIn)
            {
                // Only the mark: the swap-in that left it will find it gone, and free the slot.
                mm.PageTable.SetLocked(page, Pte.None);
            }
            pageTableLock.Exit();
            if (pte.IsPresent)
                DropFolio(pte.Frame);
            else if (pte.IsSwap)
                DropCached(pte.Entry);
        }
    }

    /// <summary>The page's mapping is gone; its slot, if it has one, goes too unless somebody is using the folio.</summary>
    private void DropFolio(int frame)
    {
        FreeSwap(frame);
        mm.Folios.Put(frame);
    }

    /// <summary>The entry's last PTE is gone; so is the reason to keep its folio in the cache.</summary>
    private void DropCached(SwapEntry entry)
    {
        int frame = mm.Swap.Cache.Get(entry.Slot);
        if (frame == FolioTable.NoFolio)
            return;
        FreeSwap(frame);
        mm.Folios.Put(frame);
    }

    private void FreeSwap(int frame)
    {
        ref Folio folio = ref mm.Folios[frame];
        if (folio.Has(FolioFlags.SwapCache) && folio.TryLock())
        {
            mm.Swap.TryFreeSwapLocked(frame);
            folio.Unlock();
        }
        if (folio.Has(FolioFlags.SwapCache))
            mm.Inactive.Add(frame);
    }
}
