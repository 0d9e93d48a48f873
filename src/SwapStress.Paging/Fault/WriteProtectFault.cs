using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Fault;

/// <summary>
/// A write to a page that is mapped read-only (<c>do_wp_page()</c>): reuse the folio if nobody else uses it, else
/// copy it. A folio under writeback to a device that needs stable pages is copied.
/// </summary>
internal sealed class WriteProtectFault(Mm mm)
{
    /// <summary>The fault of an access that found the page present and not writable.</summary>
    public FaultResult Handle(ref FaultContext fault)
    {
        mm.PageTable.LockOf(fault.Page).Enter();
        Pte now = mm.PageTable.Read(fault.Page);
        if (!Pte.Same(now, fault.Original))
        {
            mm.PageTable.LockOf(fault.Page).Exit();
            return FaultResult.Done;
        }
        FaultResult result = HandleLocked(fault.Page, now);
        mm.Counters.Count(PagingEvent.MinorFault);
        return result;
    }

    /// <summary>Reuses or copies the page; entered with the page-table lock, which it drops.</summary>
    public FaultResult HandleLocked(int page, Pte mapped)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        RankedLock pageTableLock = mm.PageTable.LockOf(page);
        ref Folio folio = ref mm.Folios[mapped.Frame];
        if (folio.IsAnonExclusive || CanReuseLocked(mapped.Frame))
        {
            folio.SetAnonExclusiveLocked(true);
            mm.Recorder?.Record(
                page,
                folio.Has(FolioFlags.Writeback) ? FlightEventKind.WritableUnderWriteback : FlightEventKind.Reuse,
                folio.Slot
            );
            mm.PageTable.MakeWritableLocked(page);
            pageTableLock.Exit();
            return FaultResult.Done;
        }
        // A reference, so that the folio outlives the page-table lock.
        folio.Get();
        pageTableLock.Exit();
        return Copy(page, mapped);
    }

    /// <summary>Whether the mapping is the folio's only user (<c>wp_can_reuse_anon_folio</c>).</summary>
    private bool CanReuseLocked(int frame)
    {
        ref Folio folio = ref mm.Folios[frame];
        // The mapping, and the swap cache if it is there. Read without the folio lock, to save trying it in vain.
        if (folio.References > 1 + (folio.Has(FolioFlags.SwapCache) ? 1 : 0))
            return false;
        // Only a try: the lock order is folio, then page table.
        if (!folio.TryLock())
            return false;
        // Refuses while the folio is being written.
        mm.Swap.TryFreeSwapLocked(frame);
        bool sole = folio.References == 1;
        folio.Unlock();
        return sole;
    }

    /// <summary>Gives the page a copy of its folio (<c>wp_page_copy</c>). The caller has a reference to the old one.</summary>
    private FaultResult Copy(int page, Pte mapped)
    {
        int oldFrame = mapped.Frame;
        int newFrame = mm.Folios.Allocate();
        if (newFrame == FolioTable.NoFolio)
        {
            mm.Folios.Put(oldFrame);
            return FaultResult.OutOfFrames;
        }
        // The source is mapped read-only here and nowhere else. If it is unmapped and mapped again meanwhile, our
        // reference keeps it from becoming writable: it was not exclusive, so its entry is not (SwapFault, step 9), and
        // a write fault copies it too. So it does not change; and if the PTE does, that is seen below.
        mm.Folios.Bytes(oldFrame).CopyTo(mm.Folios.Bytes(newFrame));
        ref Folio copy = ref mm.Folios[newFrame];
        copy.GhostContent = mm.Folios[oldFrame].GhostContent;
        copy.SetFilled();

        RankedLock pageTableLock = mm.PageTable.LockOf(page);
        pageTableLock.Enter();
        bool same = Pte.Same(mm.PageTable.Read(page), mapped);
        if (same)
        {
            // Cleared and flushed before the new PTE is set, so that no reader still uses the old frame when the
            // first write goes to the new one.
            mm.PageTable.ClearFlushLocked(page);
            unsafe
            {
                mm.Ghost.CopiedLocked(page, ref copy, mm.Folios.Frame(oldFrame), mm.Folios.Frame(newFrame));
            }
            mm.Folios[oldFrame].MapCount = 0;
            copy.MapCount = 1;
            mm.PageTable.SetLocked(page, Pte.ForFrame(newFrame, writable: true, dirty: true));
        }
        pageTableLock.Exit();
        if (!same)
        {
            mm.Folios.Put(newFrame);
            mm.Folios.Put(oldFrame);
            return FaultResult.Done;
        }
        mm.Counters.Count(PagingEvent.WriteProtectCopy);
        FreeSwapOfCopied(oldFrame);
        // The mapping's reference and this fault's.
        mm.Folios.Put(oldFrame, 2);
        return FaultResult.Done;
    }

    /// <summary>The old folio's slot is of no use any more (<c>free_swap_cache</c>).</summary>
    private void FreeSwapOfCopied(int frame)
    {
        ref Folio folio = ref mm.Folios[frame];
        if (folio.Has(FolioFlags.SwapCache) && folio.TryLock())
        {
            mm.Swap.TryFreeSwapLocked(frame);
            folio.Unlock();
        }
        // Still being written: reclaim frees it when that has ended, or finds it here.
        if (folio.Has(FolioFlags.SwapCache))
            mm.Inactive.Add(frame);
    }
}
