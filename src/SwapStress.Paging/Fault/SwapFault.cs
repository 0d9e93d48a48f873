using System.Runtime.CompilerServices;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Fault;

/// <summary>
/// A fault on a swap entry (<c>do_swap_page()</c>, kernel 6.7, anonymous memory). The numbers are the steps of
/// docs/MODEL.md. What a strategy changes is where its hook (<see cref="SwapInSync"/>) is called.
/// </summary>
internal sealed class SwapFault(
    Mm mm,
    SwapInSync sync,
    SlotReader reader,
    SwapCacheClaim claim,
    WriteProtectFault writeProtect,
    MarkerFault marker
)
{
    private readonly FolioTable _folios = mm.Folios;
    private readonly SwapArea _swap = mm.Swap;

    /// <summary>One attempt to bring the page in.</summary>
    /// <remarks>
    /// Long because the steps of the kernel's function stand here in its order, and the order is the point.
    /// Between the read (3) and <c>pte_same</c> (8) no lock ties the folio to this use of the slot; what makes that
    /// safe is the strategy's business.
    /// </remarks>
    public FaultResult Handle(ref FaultContext fault)
    {
        SwapEntry entry = fault.Original.Entry;
        bool pinned = false;
        bool read = false;
        bool ghostDropped = false;

        // 2. Look in the swap cache: lockless, takes a reference.
        int frame = _swap.Cache.Get(entry.Slot);
        bool inCache = frame != FolioTable.NoFolio;
        if (inCache)
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.CacheHit, entry.Slot);
        }
        else
        {
            // 3. The count is read without a lock and can change at once. A count that is wrong leads into the other
            // branch, whose own checks, and pte_same in the end, must hold.
            if (sync.SkipsSwapCache && _swap.Map.ReadUnlocked(entry.Slot).Count == 1)
            {
                if (sync.MarksPte)
                    return marker.Handle(ref fault);
                if (sync.AllocatesBeforeBegin)
                    frame = _folios.AllocateLocked();
                if (!sync.TryBegin(_swap, entry, ref fault))
                {
                    if (frame != FolioTable.NoFolio)
                    {
                        _folios[frame].Unlock();
                        _folios.Put(frame);
                    }
                    mm.Counters.Count(PagingEvent.PinLost);
                    fault.IsInVain = true;
                    return FaultResult.Done;
                }
                pinned = true;
                if (!sync.AllocatesBeforeBegin)
                    frame = _folios.AllocateLocked();
                if (frame != FolioTable.NoFolio)
                    ghostDropped = ReadSkippingCacheLocked(frame, entry, ref fault);
            }
            else
            {
                // 4.
                frame = GetThroughCache(entry, ref fault, out read);
                inCache = frame != FolioTable.NoFolio;
            }
            // 5. No folio: somebody else did it, or there is really none.
            if (frame == FolioTable.NoFolio)
                return WithoutFolio(ref fault, entry, pinned);
            read |= pinned;
            // Counted for the read, whatever becomes of it, as the kernel counts PGMAJFAULT.
            if (read)
                mm.Counters.Count(PagingEvent.MajorFault);
        }

        EndEarly(Plants.ClearsPinAfterRead, entry, ref pinned);
        // 6. The read has unlocked the folio, so reclaim may have it.
        if (!reader.LockOrWait(frame, ref fault))
        {
            // The folio that was just read is thrown away.
            Leave(frame, entry, pinned, ghostDropped);
            return FaultResult.Retry;
        }
        ref Folio folio = ref _folios[frame];

        // 7. Was it removed from the cache, or given another slot, while nobody had the lock?
        if (
            inCache
            && !(folio.Has(FolioFlags.SwapCache) && folio.Slot == entry.Slot)
            && !_swap.Planted(Plants.ForgetsRecheck)
        )
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.CacheGone, entry.Slot);
            folio.Unlock();
            Leave(frame, entry, pinned, ghostDropped);
            return FaultResult.Done;
        }

        // 8. The same bits: but the same *use* of the entry?
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        bool same = Pte.Same(mm.PageTable.Read(fault.Page), fault.Original);
        mm.Recorder?.Record(fault.Page, same ? FlightEventKind.PteSame : FlightEventKind.PteChanged, entry.Slot);
        if (!same || !folio.IsUptodate)
        {
            // 13.
            if (same)
                mm.Ghost.UnreadableLocked(fault.Page, entry.Slot, ref folio);
            pageTableLock.Exit();
            // A folio that was read into the cache for nothing must not be forgotten there.
            if (inCache && folio.MapCount == 0)
                mm.Inactive.Add(frame);
            folio.Unlock();
            Leave(frame, entry, pinned, ghostDropped);
            return same ? FaultResult.ReadFailed : FaultResult.Done;
        }

        // 9. A folio of our own is exclusive. One from the cache is what the page was when it was unmapped: a page that
        // somebody is copying is not, and must not become writable under the copy (WriteProtectFault). And a device
        // that compresses must not see a page change while it is written (f05714293a59).
        bool exclusive =
            !inCache
            || (fault.Original.IsSwapExclusive && !(_swap.NeedsStableWrites && folio.HasNow(FolioFlags.Writeback)));
        // 10. Before the PTE is set: a slot that is not pinned can be free from here on.
        if (!sync.MapsBeforeFree)
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.SwapFree, entry.Slot);
            _swap.Free(entry);
            // 11.
            if (ShouldTryToFreeSwap(ref folio, fault.Write))
                _swap.TryFreeSwapLocked(frame);
        }
        EndEarly(Plants.ClearsPinUnderLock, entry, ref pinned);
        // 12.
        bool stillWrite = fault.Write;
        if (exclusive || folio.References == 1)
        {
            folio.SetAnonExclusiveLocked(true);
            stillWrite = false;
        }
        bool writable = fault.Write && !stillWrite;
        unsafe
        {
            mm.Ghost.InstalledLocked(fault.Page, entry.Slot, ref folio, _folios.Frame(frame));
        }
        if (writable && folio.Has(FolioFlags.Writeback))
            mm.Recorder?.Record(fault.Page, FlightEventKind.WritableUnderWriteback, entry.Slot);
        folio.MapCount = 1;
        Pte installed = Pte.ForFrame(frame, writable, dirty: writable);
        mm.PageTable.SetLocked(fault.Page, installed);
        if (sync.MapsBeforeFree)
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.SwapFree, entry.Slot);
            _swap.Free(entry);
            _swap.TryFreeSwapLocked(frame);
        }
        // The reference of this fault is the mapping's from here on.
        folio.Unlock();
        FaultResult result = FaultResult.Done;
        if (stillWrite)
        {
            // Drops the page-table lock.
            result = writeProtect.HandleLocked(fault.Page, installed);
        }
        else
        {
            pageTableLock.Exit();
        }
        if (pinned)
            sync.End(_swap, entry);
        if (read)
            fault.InstalledRead = true;
        else
            mm.Counters.Count(PagingEvent.MinorFault);
        return result;
    }

    /// <summary>
    /// Reads the slot into a locked folio of its own (the branch for SWP_SYNCHRONOUS_IO). The folio is on the LRU before it
    /// is read, and unlocked when the read ends.
    /// </summary>
    /// <returns>As <see cref="SlotReader.ReadLocked"/>.</returns>
    private bool ReadSkippingCacheLocked(int frame, SwapEntry entry, ref FaultContext fault)
    {
        ref Folio folio = ref _folios[frame];
        mm.Private?.Add(frame);
        folio.Slot = entry.Slot;
        bool ghostDropped = reader.ReadLocked(frame, entry, ref fault);
        mm.Parking.AfterPrivateRead?.Invoke();
        return ghostDropped;
    }

    /// <summary>The folio of the entry in the swap cache, read if it is not there (<c>__read_swap_cache_async</c>).</summary>
    /// <returns>The frame with a reference, unlocked; or none: the entry is gone, or no frame is free.</returns>
    private int GetThroughCache(SwapEntry entry, ref FaultContext fault, out bool read)
    {
        read = false;
        var loop = new RetryLoop();
        while (true)
        {
            PrepareResult claimed = claim.Try(entry, out int frame);
            if (claimed == PrepareResult.Prepared)
            {
                mm.Recorder?.Record(fault.Page, FlightEventKind.CacheAdded, entry.Slot);
                reader.ReadLocked(frame, entry, ref fault);
                read = true;
                return frame;
            }
            mm.Recorder?.Record(
                fault.Page,
                frame != FolioTable.NoFolio ? FlightEventKind.CacheHit : FlightEventKind.PrepareLost,
                entry.Slot
            );
            if (claimed == PrepareResult.NoEntry || frame != FolioTable.NoFolio)
                return frame;
            // The flag without a folio: somebody is about to add one, has just removed one, or skips the cache.
            sync.WaitForCache(mm.TickNs, ref fault, ref loop);
        }
    }

    private FaultResult WithoutFolio(ref FaultContext fault, SwapEntry entry, bool pinned)
    {
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        bool same = Pte.Same(mm.PageTable.Read(fault.Page), fault.Original);
        pageTableLock.Exit();
        if (pinned)
            sync.End(_swap, entry);
        fault.IsInVain = same && !pinned;
        return same ? FaultResult.OutOfFrames : FaultResult.Done;
    }

    /// <summary>Whether the slot should be given up now that its page is in (<c>should_try_to_free_swap</c>).</summary>
    private bool ShouldTryToFreeSwap(ref Folio folio, bool write) =>
        folio.Has(FolioFlags.SwapCache)
        // The references of a sole user: the swap cache's and this fault's.
        && (_swap.IsHalfFull || (write && folio.References == 2));

    /// <summary>Only as a planted bug: clears the pin before its time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndEarly(Plants plant, SwapEntry entry, ref bool pinned)
    {
        if (!_swap.Planted(plant) || !pinned)
            return;
        sync.End(_swap, entry);
        pinned = false;
    }

    /// <summary>The ways out that install nothing.</summary>
    private void Leave(int frame, SwapEntry entry, bool pinned, bool ghostDropped)
    {
        if (ghostDropped)
        {
            mm.Recorder?.RecordContent(FlightEventKind.ZswapDiscarded, entry.Slot, _folios[frame].GhostContent);
            mm.ZswapGhost.Discarding(entry.Slot, in _folios[frame]);
        }
        _folios.Put(frame);
        if (pinned)
            sync.End(_swap, entry);
    }
}
