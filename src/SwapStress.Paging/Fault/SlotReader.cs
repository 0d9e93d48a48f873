using System.Diagnostics;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Statistics;
using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Paging.Fault;

/// <summary>Reading a slot into a folio, and waiting for who does; with the times of both.</summary>
internal sealed class SlotReader(Mm mm)
{
    /// <summary>Reads the slot into a locked folio and unlocks it (<c>swap_read_folio</c> and its completion).</summary>
    public void ReadLocked(int frame, SwapEntry entry, ref FaultContext fault)
    {
        ref Folio folio = ref mm.Folios[frame];
        mm.Ghost.ReadBegins(entry.Slot, ref folio);
        DeviceStatus status = mm.Swap.Device.Read(entry.Slot, mm.Folios.Bytes(frame));
        fault.ReadEnd = Stopwatch.GetTimestamp();
        fault.WaitBeforeReadEndNs = fault.WaitNs;
        if (status == DeviceStatus.Ok)
            folio.Set(FolioFlags.Uptodate);
        else
            mm.Counters.Count(PagingEvent.SwapReadFailed);
        folio.Unlock();
    }

    /// <summary>
    /// Locks the folio; or, the first time, waits until it is free and gives up (<c>folio_lock_or_retry</c>): the
    /// kernel drops the mmap lock for the wait, so everything it knew may have changed.
    /// </summary>
    public bool LockOrWait(int frame, ref FaultContext fault)
    {
        ref Folio folio = ref mm.Folios[frame];
        if (folio.TryLock())
            return true;
        if (!fault.Tried)
        {
            WaitUnlocked(frame, ref fault);
            return false;
        }
        long start = Stopwatch.GetTimestamp();
        folio.Lock();
        fault.WaitNs += Clock.NanosecondsSince(start);
        return true;
    }

    /// <summary>Waits until the folio is unlocked, and takes nothing (<c>folio_wait_locked</c>).</summary>
    public void WaitUnlocked(int frame, ref FaultContext fault)
    {
        long start = Stopwatch.GetTimestamp();
        mm.Folios[frame].WaitUnlocked();
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
