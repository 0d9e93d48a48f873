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
/// A swap-in that skips the swap cache and marks the PTE while it reads (see <see cref="PteMarker"/>). The mark owns the
/// entry's count: whoever removes the mark does not free the slot, the swap-in does.
/// </summary>
internal sealed class MarkerFault(Mm mm, SlotReader reader)
{
    private readonly FolioTable _folios = mm.Folios;
    private readonly SwapArea _swap = mm.Swap;

    /// <summary>A fault on a swap entry that is not in the swap cache.</summary>
    public FaultResult Handle(ref FaultContext fault)
    {
        SwapEntry entry = fault.Original.Entry;
        int frame = _folios.AllocateLocked();
        if (frame == FolioTable.NoFolio)
            return FaultResult.OutOfFrames;
        ref Folio folio = ref _folios[frame];
        Pte mark = Pte.ForSwapIn(frame);
        if (!TryMark(ref fault, entry, mark))
        {
            folio.Unlock();
            _folios.Put(frame);
            mm.Recorder?.Record(fault.Page, FlightEventKind.PteChanged, entry.Slot);
            return FaultResult.Done;
        }
        mm.Parking.AfterMark?.Invoke();
        // Unlocks the folio; those who waited look at the PTE, find the mark, and wait again.
        bool isRead = reader.TryReadUnclaimedLocked(frame, entry, ref fault);
        if (isRead)
            folio.Lock();
        mm.Counters.Count(isRead ? PagingEvent.MajorFault : PagingEvent.PinLost);
        return Finish(ref fault, entry, mark, frame, isRead);
    }

    /// <summary>A fault on a mark: waits until the reader has the page.</summary>
    public FaultResult Wait(ref FaultContext fault)
    {
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        // While the mark stands the reader has a reference, so another can be taken.
        bool same = Pte.Same(mm.PageTable.Read(fault.Page), fault.Original);
        int frame = fault.Original.Frame;
        if (same)
            _folios[frame].Get();
        pageTableLock.Exit();
        if (!same)
            return FaultResult.Done;
        // Between its read and its own lock the reader holds nothing. Those who were woken by the end of the read must
        // not keep the processor from it.
        if (_folios[frame].IsLocked)
        {
            reader.WaitUnlocked(frame, ref fault);
        }
        else
        {
            fault.HasBackedOff = true;
            SchedulePoint.Yield(ref fault.Loop);
        }
        _folios.Put(frame);
        fault.IsInVain = true;
        return FaultResult.Done;
    }

    private bool TryMark(ref FaultContext fault, SwapEntry entry, Pte mark)
    {
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        bool same = Pte.Same(mm.PageTable.Read(fault.Page), fault.Original);
        // The cache was looked at before the lock was taken, and the entry can have been freed and used again since.
        // Reclaim puts a folio in the cache before it sets the PTE, and takes it out only once the slot is written: so
        // with the entry in the PTE, either the folio is there now, or the slot holds the page.
        if (same && _swap.Cache.Peek(entry.Slot) == FolioTable.NoFolio)
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.MarkSet, entry.Slot);
            mm.PageTable.SetLocked(fault.Page, mark);
        }
        else
        {
            same = false;
        }
        pageTableLock.Exit();
        return same;
    }

    private FaultResult Finish(ref FaultContext fault, SwapEntry entry, Pte mark, int frame, bool isRead)
    {
        ref Folio folio = ref _folios[frame];
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        bool intact = Pte.Same(mm.PageTable.Read(fault.Page), mark);
        bool readable = folio.IsUptodate;
        mm.Recorder?.Record(fault.Page, intact ? FlightEventKind.PteSame : FlightEventKind.PteChanged, entry.Slot);
        if (intact && readable)
        {
            folio.SetAnonExclusiveLocked(true);
            unsafe
            {
                mm.Ghost.InstalledLocked(fault.Page, entry.Slot, ref folio, _folios.Frame(frame));
            }
            folio.MapCount = 1;
            mm.PageTable.SetLocked(fault.Page, Pte.ForFrame(frame, fault.Write, dirty: fault.Write));
            fault.InstalledRead = true;
        }
        else if (intact)
        {
            if (isRead)
                mm.Ghost.UnreadableLocked(fault.Page, entry.Slot, ref folio);
            // Give the entry back as it was.
            mm.PageTable.SetLocked(fault.Page, fault.Original);
        }
        pageTableLock.Exit();
        folio.Unlock();
        if (!(intact && readable))
            _folios.Put(frame);
        // Mapped, or zapped meanwhile: the entry's last holder was the mark.
        if (readable || !intact)
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.SwapFree, entry.Slot);
            _swap.Free(entry);
        }
        return intact && isRead && !readable ? FaultResult.ReadFailed : FaultResult.Done;
    }
}
