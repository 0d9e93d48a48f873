using System.Runtime.CompilerServices;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Tables;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Reclaim;

/// <summary>
/// Paging out a range (MADV_PAGEOUT: <c>madvise_cold_or_pageout_pte_range</c>, <c>shrink_folio_list</c>). The numbers
/// are the steps of docs/MODEL.md. Any number of threads may reclaim at once.
/// </summary>
internal sealed class Reclaimer(Mm mm)
{
    /// <summary>What holds a folio that nobody but reclaim uses: isolation and the swap cache.</summary>
    private const int UnusedReferences = 2;

    private readonly FolioTable _folios = mm.Folios;
    private readonly SwapArea _swap = mm.Swap;

    /// <summary>Pages out what is in the range and is not in use.</summary>
    /// <returns>Pages whose frames were freed.</returns>
    [SkipLocalsInit]
    public int PageOut(int firstPage, int pageCount)
    {
        int reclaimed = ShrinkInactive();
        ScanPrivate();
        Span<int> pages = stackalloc int[PageTable.EntriesPerLock];
        Span<int> frames = stackalloc int[PageTable.EntriesPerLock];
        int end = firstPage + pageCount;
        for (int page = firstPage; page < end; )
        {
            int tableEnd = Math.Min(end, (page / PageTable.EntriesPerLock + 1) * PageTable.EntriesPerLock);
            int isolated = Isolate(page, tableEnd, pages, frames);
            for (int i = 0; i < isolated; i++)
            {
                if (Shrink(frames[i], pages[i]))
                    reclaimed++;
            }
            page = tableEnd;
        }
        return reclaimed;
    }

    /// <summary>1. Walks one page table under its lock and takes a reference to each folio that can be reclaimed.</summary>
    private int Isolate(int page, int end, Span<int> pages, Span<int> frames)
    {
        int count = 0;
        RankedLock pageTableLock = mm.PageTable.LockOf(page);
        pageTableLock.Enter();
        for (; page < end; page++)
        {
            Pte pte = mm.PageTable.Read(page);
            if (!pte.IsPresent)
                continue;
            ref Folio folio = ref _folios[pte.Frame];
            if (folio.MapCount != 1)
                continue;
            mm.PageTable.ClearYoungLocked(page);
            // Clearing the flag is what isolates: of several reclaimers one gets the folio. The mapping, which the
            // lock keeps, has a reference, so another can be taken.
            if (!folio.TestClear(FolioFlags.Lru))
                continue;
            folio.Get();
            mm.Recorder?.Record(page, FlightEventKind.Isolated);
            pages[count] = page;
            frames[count++] = pte.Frame;
        }
        pageTableLock.Exit();
        return count;
    }

    /// <summary>Goes once through the folios that no PTE maps.</summary>
    private int ShrinkInactive()
    {
        int reclaimed = 0;
        for (int left = mm.Inactive.Count; left > 0; left--)
        {
            int frame = mm.Inactive.Take();
            if (frame == FolioTable.NoFolio)
                break;
            ref Folio folio = ref _folios[frame];
            if (!folio.TryGet())
                continue;
            if (!folio.Has(FolioFlags.SwapCache) || folio.MapCount != 0 || !folio.TestClear(FolioFlags.Lru))
            {
                _folios.Put(frame);
                continue;
            }
            if (Shrink(frame, page: -1))
                reclaimed++;
        }
        return reclaimed;
    }

    /// <summary>
    /// Goes once through the folios that faults are reading for themselves (<c>shrink_inactive_list</c>). None can be
    /// freed: they have no slot, become anonymous only when they are mapped, and the fault has a reference. But each is
    /// locked while that is found out, and a fault that then tries for the lock gives its folio up.
    /// </summary>
    private void ScanPrivate()
    {
        if (mm.Private is not { } list)
            return;
        for (int left = list.Count; left > 0; left--)
        {
            int frame = list.Take();
            if (frame == FolioTable.NoFolio)
                return;
            ref Folio folio = ref _folios[frame];
            if (!folio.TryGet())
                continue;
            // Mapped since: the walk of the page table finds it. In the swap cache: it is another folio by now.
            if (folio.MapCount != 0 || folio.Has(FolioFlags.SwapCache) || !folio.TestClear(FolioFlags.Lru))
            {
                _folios.Put(frame);
                continue;
            }
            // Back on the list, unless the fault has ended; before the last reference that keeps the frame is dropped.
            if (folio.References > 1)
                list.Add(frame);
            Shrink(frame, page: -1);
        }
    }

    /// <summary>
    /// Reclaims one isolated folio (<c>shrink_folio_list</c>, one turn of its loop). Drops the isolation's reference.
    /// </summary>
    /// <param name="frame">The folio.</param>
    /// <param name="page">Where it was mapped, or -1 if it was not.</param>
    /// <returns>Whether the frame was freed.</returns>
    private bool Shrink(int frame, int page)
    {
        ref Folio folio = ref _folios[frame];
        // 2.
        if (!folio.TryLock())
            return Keep(frame);
        if (folio.HasNow(FolioFlags.Writeback))
            return KeepLocked(frame);
        // An access that is using the page counts as a reference to it (folio_check_references).
        if (page >= 0 && mm.PageTable.Read(page).Pins != 0)
            return ActivateLocked(frame);
        // 3. A folio that is not in the swap cache gets a slot, unless it lost its mapping since it was isolated.
        if (!folio.Has(FolioFlags.SwapCache))
        {
            if (folio.MapCount == 0)
                mm.Parking.ReclaimHoldsPrivate?.Invoke();
            // Without a slot, and not (or only just) mapped: nothing to write it to, or no PTE to take it from.
            if (folio.MapCount == 0 || page < 0)
                return KeepLocked(frame);
            if (!_swap.TryAddLocked(frame))
            {
                mm.Counters.Count(PagingEvent.SwapFull);
                return KeepLocked(frame);
            }
            mm.Recorder?.RecordAllocation(page, folio.Slot);
        }
        // 4.
        if (folio.MapCount != 0 && (page < 0 || !TryUnmapLocked(page, frame)))
            return ActivateLocked(frame);
        // 5.
        if (folio.Has(FolioFlags.Dirty) && !WriteOutLocked(frame))
            return Keep(frame);
        // 6. The lock is held here in both cases.
        return RemoveMappingLocked(frame);
    }

    /// <summary>
    /// 4. Takes the page from its PTE, which then holds the swap entry (<c>try_to_unmap_one</c>). The folio is locked.
    /// </summary>
    private unsafe bool TryUnmapLocked(int page, int frame)
    {
        ref Folio folio = ref _folios[frame];
        RankedLock pageTableLock = mm.PageTable.LockOf(page);
        pageTableLock.Enter();
        Pte pte = mm.PageTable.Read(page);
        bool unmapped = false;
        // Cleared without pins: every access through this PTE has completed, so what the write I/O sees is whole. An
        // access that comes now finds no PTE, faults, and waits for the lock.
        if (pte.IsPresent && pte.Frame == frame && mm.PageTable.TryClearFlushLocked(page, out pte))
        {
            if (_swap.Map.TryDuplicate(folio.Slot))
            {
                if (pte.IsDirty)
                    folio.Set(FolioFlags.Dirty);
                bool exclusive = folio.IsAnonExclusive;
                folio.SetAnonExclusiveLocked(false);
                mm.Ghost.UnmappedLocked(page, ref folio, _folios.Frame(frame), folio.Has(FolioFlags.Dirty));
                folio.MapCount = 0;
                mm.PageTable.SetLocked(page, Pte.ForSwap(new SwapEntry(folio.Slot), exclusive));
                unmapped = true;
            }
            else
            {
                mm.PageTable.SetLocked(page, pte);
            }
        }
        pageTableLock.Exit();
        if (unmapped)
        {
            // The mapping's reference; isolation has another.
            folio.PutTest();
        }
        return unmapped;
    }

    /// <summary>5. Writes a dirty folio to its slot (<c>pageout</c>, <c>swap_writepage</c>).</summary>
    /// <returns>True with the folio locked again; false, unlocked, if it must be kept.</returns>
    private bool WriteOutLocked(int frame)
    {
        ref Folio folio = ref _folios[frame];
        // A fault has found it in the swap cache.
        if (folio.References != UnusedReferences)
        {
            folio.Unlock();
            return false;
        }
        folio.Clear(FolioFlags.Dirty);
        // Already freeable: the last PTE that held the entry is gone. Marks the folio dirty again, and whoever maps
        // it, or nobody, owns it now.
        if (_swap.TryFreeSwapLocked(frame))
        {
            folio.Unlock();
            return false;
        }
        if (mm.Zswap is { } zswap && zswap.TryStoreLocked(frame))
        {
            // Written, as far as anybody can see.
            mm.Recorder?.RecordContent(FlightEventKind.ZswapStored, folio.Slot, folio.GhostContent);
            folio.Set(FolioFlags.Writeback);
            folio.Unlock();
            folio.Clear(FolioFlags.Writeback);
        }
        else
        {
            mm.Writer.WriteLocked(frame);
        }

        // An I/O thread may not have begun yet: then the folio is found on the inactive list when it has ended.
        if (!folio.TryLock())
            return false;
        if (folio.HasNow(FolioFlags.Dirty | FolioFlags.Writeback))
        {
            folio.Unlock();
            return false;
        }
        return true;
    }

    /// <summary>6. Frees a clean folio that only reclaim and the swap cache use (<c>__remove_mapping</c>).</summary>
    private bool RemoveMappingLocked(int frame)
    {
        ref Folio folio = ref _folios[frame];
        // Fails where a fault holds a reference. Once frozen, no lookup can get the folio.
        if (!folio.Has(FolioFlags.SwapCache) || !folio.TryFreeze(UnusedReferences))
            return KeepLocked(frame);
        // A fault that mapped, dirtied and unmapped it in between has marked it; its reference is gone, its data is not.
        if (folio.HasNow(FolioFlags.Dirty))
        {
            folio.Unfreeze(UnusedReferences);
            return KeepLocked(frame);
        }
        uint slot = folio.Slot;
        mm.Recorder?.RecordContent(FlightEventKind.FrameFreed, slot, folio.GhostContent);
        _swap.Cache.RemoveLocked(slot, frame);
        folio.Unlock();
        _swap.ClearCacheFlag(new SwapEntry(slot));
        _folios.Free(frame);
        mm.Counters.Count(PagingEvent.Reclaimed);
        return true;
    }

    /// <summary>Keeps a folio that is in use; on a device that is filling up its slot is given back (activate_locked).</summary>
    private bool ActivateLocked(int frame)
    {
        if (_swap.IsHalfFull)
            _swap.TryFreeSwapLocked(frame);
        return KeepLocked(frame);
    }

    private bool KeepLocked(int frame)
    {
        _folios[frame].Unlock();
        return Keep(frame);
    }

    /// <summary>Puts a folio back (<c>folio_putback_lru</c>): found by its PTE, or through the inactive list.</summary>
    private bool Keep(int frame)
    {
        ref Folio folio = ref _folios[frame];
        folio.Set(FolioFlags.Lru);
        // Looked at without a lock. If it is mapped or unmapped just now, whoever does that has a reference or will
        // fault on it again, and a hint that is not needed does no harm.
        if (folio.Has(FolioFlags.SwapCache) && folio.MapCount == 0)
            mm.Inactive.Add(frame);
        mm.Counters.Count(PagingEvent.ReclaimKept);
        _folios.Put(frame);
        return false;
    }
}
