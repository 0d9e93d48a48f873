namespace SwapStress.Paging.Recording;

/// <summary>What an overrunning page's ring tells of the overrun.</summary>
internal static class OverrunStory
{
    /// <summary>
    /// The steps from where the page was taken to be written to the end of that write; none if the ring has forgotten the
    /// overrun.
    /// </summary>
    /// <param name="events">The page's events.</param>
    /// <param name="overrun">The overrun's number.</param>
    public static List<FlightEvent> Of(List<FlightEvent> events, long overrun)
    {
        int last = events.FindLastIndex(e => IsOverrun(e, overrun));
        if (last < 0)
            return [];
        FlightEvent write = events[last];
        int first = events.FindLastIndex(last, e => e.Kind == FlightEventKind.Unmapped && e.Slot == write.Slot);
        if (first > 0)
        {
            int reclaimer = events[first].ThreadId;
            int isolated = events.FindLastIndex(
                first,
                e => e.ThreadId == reclaimer && e.Kind == FlightEventKind.Isolated
            );
            first = isolated < 0 ? first : isolated;
        }
        int end = events.FindIndex(
            last,
            e => e.ThreadId == write.ThreadId && e.Kind is FlightEventKind.WriteEnd or FlightEventKind.WriteFailed
        );
        first = Math.Max(first, 0);
        return events[first..((end < 0 ? last : end) + 1)];
    }

    private static bool IsOverrun(in FlightEvent e, long overrun) =>
        e.Kind == FlightEventKind.Overrun && e.Counter == PackedFlightEvent.CounterOf(overrun);
}
