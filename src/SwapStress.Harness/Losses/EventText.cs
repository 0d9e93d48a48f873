using SwapStress.Paging.Recording;
using SwapStress.Primitives;

namespace SwapStress.Harness.Losses;

/// <summary>A step in the words of the kernel's function that does it.</summary>
internal static class EventText
{
    /// <summary>A page by its offset in the region.</summary>
    public static string PageName(long page) => $"0x{page << PageSize.Shift:x}";

    /// <summary>Steps of several pages, a line each.</summary>
    public static IEnumerable<string> List(IReadOnlyList<FlightEvent> events) =>
        events.Count == 0
            ? ["Last steps: none recorded; --flight-recorder on records them"]
            :
            [
                $"Last steps: {events.Count}",
                .. events.Select(e =>
                    $"  {e.TimeNs / 1e3:0.000} us, thread {e.ThreadId}, page {PageName(e.Page)}: {Describe(e)}"
                ),
            ];

    /// <summary>The step.</summary>
    public static string Describe(in FlightEvent e) =>
        e.Kind switch
        {
            FlightEventKind.FaultBegin => $"do_swap_page(): slot {e.Slot}",
            FlightEventKind.MarkFound => "fault: PTE is a swap-in mark",
            FlightEventKind.CacheHit => "swap_cache_get_folio(): found",
            FlightEventKind.CacheAdded => "add_to_swap_cache(): to be read",
            FlightEventKind.CacheGone => "folio has left the swap cache",
            FlightEventKind.PrepareTaken => "swapcache_prepare(): 0",
            FlightEventKind.PrepareLost => "swapcache_prepare(): -EEXIST",
            FlightEventKind.CountRaised => "swap_duplicate()",
            FlightEventKind.MarkSet => "set_pte_at(swap-in mark)",
            FlightEventKind.ReadBegin => $"swap_read_folio(slot {e.Slot})",
            FlightEventKind.ReadEnd => $"read ends: {Content(e)}, counter {e.Counter}",
            FlightEventKind.ReadEndForeign => $"read ends: data of page {PageName(e.Counter)}",
            FlightEventKind.ReadFailed => "read fails: I/O error",
            FlightEventKind.LockContended => "folio_lock_or_retry(): contended, drops the folio",
            FlightEventKind.PteSame => "pte_same(): yes",
            FlightEventKind.PteChanged => "pte_same(): no, drops the folio",
            FlightEventKind.SwapFree => $"swap_free(slot {e.Slot})",
            FlightEventKind.Install => $"set_pte_at({Content(e)}, counter {e.Counter})",
            FlightEventKind.Reuse => "do_wp_page(): reuses the folio",
            FlightEventKind.Copy => $"wp_page_copy({Content(e)}, counter {e.Counter})",
            FlightEventKind.WritableUnderWriteback => "writable under writeback",
            FlightEventKind.BusError => "not uptodate: VM_FAULT_SIGBUS",
            FlightEventKind.Isolated => "folio_isolate_lru()",
            FlightEventKind.SlotAllocated => $"add_to_swap(): slot {e.Slot}",
            FlightEventKind.Unmapped => $"try_to_unmap({Content(e)}, counter {e.Counter})",
            FlightEventKind.WriteBegin => $"swap_writepage(slot {e.Slot}): {Content(e)}",
            FlightEventKind.WriteEnd => $"end_swap_bio_write(): {Content(e)}",
            FlightEventKind.WriteFailed => "end_swap_bio_write(): failed",
            FlightEventKind.FrameFreed => "__remove_mapping()",
            FlightEventKind.SlotReleased => $"swap_range_free(slot {e.Slot})",
            FlightEventKind.ZswapStored => $"zswap_store(slot {e.Slot}): {Content(e)}",
            FlightEventKind.ZswapLoaded => "zswap_load(): entry stays",
            FlightEventKind.ZswapDropped => "zswap_load(): entry dropped",
            FlightEventKind.ZswapDroppedForeign => $"zswap_load() for page {PageName(e.Counter)}: entry dropped",
            FlightEventKind.ZswapDiscarded => "drops the folio that zswap_load() filled",
            FlightEventKind.ZswapInvalidated => "zswap_invalidate()",
            FlightEventKind.WritebackPicked => $"shrink_worker(): picks slot {e.Slot}, {Content(e)}",
            FlightEventKind.WritebackInserted => "add_to_swap_cache(): to be written back",
            FlightEventKind.WritebackLeft => "zswap_writeback_entry(): gives up",
            FlightEventKind.WritebackWritten => "zswap_writeback_entry(): done",
            FlightEventKind.Zapped => "zap_pte_range()",
            FlightEventKind.Overrun => "compress_again: longer, overruns its object",
            _ => e.Kind.ToString(),
        };

    private static string Content(in FlightEvent e) => e.Version == 0 ? "void" : $"v{e.Version}";
}
