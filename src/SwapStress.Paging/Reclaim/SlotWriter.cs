using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Primitives.Scheduling;
using SwapStress.Store;

namespace SwapStress.Paging.Reclaim;

/// <summary>
/// Writing a folio to its slot on the device (<c>__swap_writepage</c>): at once, as on a synchronous device, or by an
/// I/O thread. The folio is unlocked and under writeback meanwhile in both cases.
/// </summary>
internal sealed class SlotWriter(Mm mm) : IDisposable
{
    /// <summary>The I/O threads' work; null when whoever reclaims writes.</summary>
    private WriteQueue? _queue;

    /// <summary>Leaves the writing to threads; before the first write.</summary>
    public void AddIoThreads(int count) => _queue = new WriteQueue(count, Write);

    /// <summary>
    /// Writes a locked folio of the swap cache, which is unlocked as soon as it is under writeback. With I/O threads it
    /// comes back before the page is written, and may first wait for room in their queue.
    /// </summary>
    public void WriteLocked(int frame)
    {
        ref Folio folio = ref mm.Folios[frame];
        folio.Set(FolioFlags.Writeback);
        long content = mm.Ghost.WriteBegins(folio.Slot, in folio);
        folio.Unlock();
        // From here on a fault can find the folio and map it. Under writeback it keeps its slot and stays in the swap
        // cache, so nobody else needs to hold it. A device that needs stable pages has the page copied before it is
        // written to (SwapFault, step 9).
        if (_queue is { } queue)
            queue.Submit(new WriteRequest(frame, content));
        else
            Write(new WriteRequest(frame, content));
    }

    /// <summary>Waits until every page is written. Nobody may be writing more meanwhile.</summary>
    public void Flush() => _queue?.Flush();

    /// <summary>Ends the I/O threads, after what they have to write.</summary>
    public void Dispose() => _queue?.Dispose();

    private void Write(WriteRequest request)
    {
        ref Folio folio = ref mm.Folios[request.Frame];
        uint slot = folio.Slot;
        SchedulePoint.Before(StepKind.DeviceWrite, slot);
        DeviceStatus status = mm.Swap.Device.Write(slot, mm.Folios.Bytes(request.Frame));
        if (status == DeviceStatus.Ok)
        {
            // The slot is this folio's until its writeback ends.
            if (mm.Recorder is { } recorder && mm.Swap.Device.GhostOverrunOf(slot) is not 0 and long overrun)
                recorder.RecordOverrun(mm.Ghost.Format.PageOf(request.GhostContent), slot, overrun);
            mm.Ghost.WriteEnded(slot, request.GhostContent);
            mm.Counters.Count(PagingEvent.SwapOut);
        }
        else
        {
            // The frame is still the only copy: it stays, dirty (end_swap_bio_write).
            folio.Set(FolioFlags.Dirty);
            mm.Counters.Count(PagingEvent.SwapWriteFailed);
            mm.Recorder?.RecordContent(FlightEventKind.WriteFailed, slot, request.GhostContent);
        }
        // Last: from here on the folio can be freed (folio_end_writeback).
        folio.Clear(FolioFlags.Writeback);
    }
}
