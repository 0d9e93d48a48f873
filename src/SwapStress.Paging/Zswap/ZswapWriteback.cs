using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Zswap;

/// <summary>Writes old entries to the device, to make room (<c>shrink_worker</c>, <c>zswap_writeback_entry</c>).</summary>
internal sealed class ZswapWriteback(Mm mm, ZswapCache zswap, SwapCacheClaim claim, ZswapOptions options)
{
    /// <summary>Failures after which the shrinker gives up (MAX_RECLAIM_RETRIES).</summary>
    public const int FailuresMax = 16;

    /// <summary>Writes back the oldest entries until the pool takes pages again, or too many have failed.</summary>
    public void Shrink()
    {
        int failures = 0;
        do
        {
            if (TryWriteBackOldest(out bool isEmpty))
                continue;
            if (isEmpty || ++failures == FailuresMax)
                return;
        } while (!zswap.CanAccept);
    }

    /// <summary>Writes back the oldest entry (<c>shrink_memcg_cb</c>).</summary>
    /// <param name="isEmpty">Whether there was none.</param>
    /// <returns>Whether an entry was written.</returns>
    public bool TryWriteBackOldest(out bool isEmpty)
    {
        isEmpty = !zswap.TryIsolateOldest(out int entry, out uint slot);
        if (entry != ZswapEntries.None)
        {
            bool written = TryWrite(entry, slot);
            zswap.Putback(slot, entry, written);
            if (written)
                return true;
        }
        Interlocked.Increment(ref zswap.Counters.RejectReclaimFail);
        return false;
    }

    /// <summary>
    /// Writes an entry to its slot, through a new folio in the swap cache. The caller has a reference to the entry,
    /// which says nothing about the slot.
    /// </summary>
    private bool TryWrite(int entry, uint slot)
    {
        mm.Recorder?.RecordContent(FlightEventKind.WritebackPicked, slot, zswap.Entries[entry].GhostContent);
        mm.Parking.BeforeWritebackInsert?.Invoke();
        SchedulePoint.Before(StepKind.ZswapPick);
        options.WritebackDelay.Wait();
        // A folio that is there already, or the flag of somebody who is about to add one or skips the cache: the page
        // is in use, and the entry is not waited for.
        if (claim.Try(new SwapEntry(slot), out int frame) != PrepareResult.Prepared)
        {
            if (frame != FolioTable.NoFolio)
                mm.Folios.Put(frame);
            mm.Recorder?.RecordContent(FlightEventKind.WritebackLeft, slot, zswap.Entries[entry].GhostContent);
            return false;
        }
        mm.Recorder?.RecordContent(FlightEventKind.WritebackInserted, slot, zswap.Entries[entry].GhostContent);
        // From here on the locked folio keeps everybody else from this use of the slot. But is it still the use that
        // the entry was stored for? Until now the slot could be freed and given to another page.
        if (options.WritebackFix && !zswap.IsCurrent(slot, entry))
        {
            mm.Recorder?.RecordContent(FlightEventKind.WritebackLeft, slot, zswap.Entries[entry].GhostContent);
            Discard(frame);
            return false;
        }
        ref Folio folio = ref mm.Folios[frame];
        folio.GhostContent = mm.ZswapGhost.WritingBack(slot, entry, zswap.Entries[entry].GhostContent);
        if (!zswap.Decompress(entry, mm.Folios.Bytes(frame)))
        {
            Discard(frame);
            return false;
        }
        folio.SetUptodateLocked();
        mm.Writer.WriteLocked(frame);
        mm.Recorder?.RecordContent(FlightEventKind.WritebackWritten, slot, zswap.Entries[entry].GhostContent);
        Interlocked.Increment(ref zswap.Counters.WrittenBackPages);
        // Nobody need ever fault on it: reclaim has to find it here.
        mm.Inactive.Add(frame);
        mm.Folios.Put(frame);
        return true;
    }

    private void Discard(int frame)
    {
        mm.Swap.RemoveFromCacheLocked(frame);
        mm.Folios[frame].Unlock();
        mm.Folios.Put(frame);
    }
}
