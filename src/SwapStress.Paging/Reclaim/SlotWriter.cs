using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Store;

namespace SwapStress.Paging.Reclaim;

/// <summary>Writing a folio to its slot on the device (<c>__swap_writepage</c>).</summary>
internal sealed class SlotWriter(Mm mm)
{
    /// <summary>Writes a locked folio of the swap cache, which is unlocked as soon as it is under writeback.</summary>
    public void WriteLocked(int frame)
    {
        ref Folio folio = ref mm.Folios[frame];
        folio.Set(FolioFlags.Writeback);
        uint slot = folio.Slot;
        long content = mm.Ghost.WriteBegins(slot, in folio);
        folio.Unlock();

        // The folio is not locked, so a fault can find it and map it; under writeback it keeps its slot. A device that
        // needs stable pages has the page copied before it is written to (SwapFault, step 9).
        DeviceStatus status = mm.Swap.Device.Write(slot, mm.Folios.Bytes(frame));
        if (status == DeviceStatus.Ok)
        {
            mm.Ghost.WriteEnded(slot, content);
            mm.Counters.Count(PagingEvent.SwapOut);
        }
        else
        {
            // The frame is still the only copy: it stays, dirty (end_swap_bio_write).
            folio.Set(FolioFlags.Dirty);
            mm.Counters.Count(PagingEvent.SwapWriteFailed);
            mm.Recorder?.RecordContent(FlightEventKind.WriteFailed, slot, content);
        }
        folio.Clear(FolioFlags.Writeback);
    }
}
