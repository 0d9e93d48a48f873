using System.Diagnostics;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;
using SwapStress.Store;

namespace SwapStress.Paging.Fault;

/// <summary>Reading a slot into a folio, and waiting for who does; with the times of both.</summary>
internal sealed class SlotReader(Mm mm)
{
    /// <summary>Reads the slot into a locked folio and unlocks it (<c>swap_read_folio</c> and its completion).</summary>
    /// <returns>Whether the slot has given up its zswap entry to this folio; for ghost state only.</returns>
    public bool ReadLocked(int frame, SwapEntry entry, ref FaultContext fault)
    {
        ZswapLoad load = LoadLocked(frame, entry, ref fault, out bool dropped);
        EndReadLocked(frame, entry, ref fault, load, dropped);
        return dropped;
    }

    /// <summary>
    /// The same for a fault that has not taken the slot's cache flag. zswap can then put a folio into the swap cache at any
    /// time, write it, and drop its entry; but where the write is still under way, or has failed, the page is nowhere but in
    /// that folio.
    /// </summary>
    /// <returns>False, with nothing read and the folio locked, if there is such a folio.</returns>
    public bool TryReadUnclaimedLocked(int frame, SwapEntry entry, ref FaultContext fault)
    {
        ZswapLoad load = LoadLocked(frame, entry, ref fault, out bool dropped);
        if (load == ZswapLoad.Missing && mm.Zswap is not null && HasFolio(entry.Slot))
        {
            mm.Recorder?.Record(fault.Page, FlightEventKind.CacheHit, entry.Slot);
            return false;
        }
        EndReadLocked(frame, entry, ref fault, load, dropped);
        return true;
    }

    /// <summary>
    /// Asked when zswap's entry is gone, before which its folio was in the cache. If that is not there any more it was clean
    /// when it went, and the slot has the page. No other can come: zswap has nothing left to write, and the PTE is marked.
    /// </summary>
    private bool HasFolio(uint slot)
    {
        SchedulePoint.Before(StepKind.CacheLookup, slot);
        return mm.Swap.Cache.Peek(slot) != FolioTable.NoFolio && !mm.Swap.Planted(Plants.ForgetsWriteback);
    }

    private ZswapLoad LoadLocked(int frame, SwapEntry entry, ref FaultContext fault, out bool dropped)
    {
        dropped = false;
        mm.Recorder?.RecordReadBegin(fault.Page, entry.Slot);
        return mm.Zswap?.LoadLocked(frame, entry.Slot, out dropped) ?? ZswapLoad.Missing;
    }

    private void EndReadLocked(int frame, SwapEntry entry, ref FaultContext fault, ZswapLoad load, bool dropped)
    {
        ref Folio folio = ref mm.Folios[frame];
        bool ok = load == ZswapLoad.Loaded || (load == ZswapLoad.Missing && TryReadDevice(frame, entry.Slot));
        if (fault.TimesPhases || mm.Recorder is not null)
            fault.ReadEnd = Stopwatch.GetTimestamp();
        if (mm.Recorder is { } recorder)
            RecordRead(recorder, frame, entry.Slot, load, dropped, ok, in fault);
        fault.WaitBeforeReadEndNs = fault.WaitNs;
        if (ok)
            folio.SetUptodateLocked();
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
            mm.Recorder?.Record(fault.Page, FlightEventKind.LockContended, fault.Original.Entry.Slot);
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

    private unsafe void RecordRead(
        FlightRecorder recorder,
        int frame,
        uint slot,
        ZswapLoad load,
        bool dropped,
        bool ok,
        in FaultContext fault
    )
    {
        long content = mm.Folios[frame].GhostContent;
        if (!ok)
        {
            recorder.RecordAt(fault.ReadEnd, fault.Page, FlightEventKind.ReadFailed, slot, content);
            return;
        }
        if (load != ZswapLoad.Missing)
            recorder.RecordZswapLoad(fault.ReadEnd, fault.Page, slot, content, dropped);
        recorder.RecordReadEnd(fault.ReadEnd, fault.Page, slot, content, *(ulong*)mm.Folios.Frame(frame));
    }

    private bool TryReadDevice(int frame, uint slot)
    {
        mm.Ghost.ReadBegins(slot, ref mm.Folios[frame]);
        long damagedBy = mm.Swap.Device.GhostDamagedBy(slot);
        SchedulePoint.Before(StepKind.DeviceRead, slot);
        DeviceStatus status = mm.Swap.Device.Read(slot, mm.Folios.Bytes(frame));
        mm.Folios[frame].GhostReadFailedOnPurpose = status == DeviceStatus.InjectedError;
        // Asked again after the read, so that damage done during it is seen too.
        GhostOracle.ReadEnded(ref mm.Folios[frame], damagedBy, mm.Swap.Device.GhostDamagedBy(slot));
        SchedulePoint.Before(StepKind.DeviceReadEnd, slot);
        return status == DeviceStatus.Ok;
    }
}
