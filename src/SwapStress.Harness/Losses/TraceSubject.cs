using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>What an operation and a step are about, in the words that a viewer filters by.</summary>
internal static class TraceSubject
{
    /// <summary>The kernel's function that an operation is, and its category.</summary>
    public static (string Name, string Category) Of(RecordedOperation operation, IReadOnlyList<FlightEvent> events)
    {
        if (operation.Has(events, FlightEventKind.WritebackPicked, FlightEventKind.WritebackInserted))
            return ("zswap_writeback_entry", "zswap");
        if (operation.Has(events, FlightEventKind.Isolated, FlightEventKind.SlotAllocated, FlightEventKind.Unmapped))
            return ("reclaim", "reclaim");
        if (operation.Has(events, FlightEventKind.Zapped))
            return ("zap_pte_range", "fault");
        if (
            operation.Has(
                events,
                FlightEventKind.FaultBegin,
                FlightEventKind.MarkFound,
                FlightEventKind.ReadBegin,
                FlightEventKind.Install
            )
        )
            return ("do_swap_page", "fault");
        if (operation.Has(events, FlightEventKind.Copy, FlightEventKind.Reuse))
            return ("do_wp_page", "fault");
        return operation.Has(events, FlightEventKind.WriteBegin, FlightEventKind.WriteEnd, FlightEventKind.WriteFailed)
            ? ("write I/O", "reclaim")
            : ("end of an operation", "other");
    }

    /// <summary>The category of a step that has no duration.</summary>
    public static string Of(FlightEventKind kind) =>
        kind switch
        {
            FlightEventKind.PrepareTaken
            or FlightEventKind.PrepareLost
            or FlightEventKind.CountRaised
            or FlightEventKind.SwapFree
            or FlightEventKind.SlotAllocated
            or FlightEventKind.SlotReleased => "swap_map",
            FlightEventKind.CacheHit or FlightEventKind.CacheAdded or FlightEventKind.CacheGone => "swap_cache",
            >= FlightEventKind.ZswapStored and <= FlightEventKind.WritebackWritten => "zswap",
            FlightEventKind.Isolated
            or FlightEventKind.Unmapped
            or FlightEventKind.WriteBegin
            or FlightEventKind.WriteEnd
            or FlightEventKind.WriteFailed
            or FlightEventKind.FrameFreed
            or FlightEventKind.Overrun => "reclaim",
            _ => "fault",
        };
}
