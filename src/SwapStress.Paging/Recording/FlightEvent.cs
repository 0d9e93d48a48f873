namespace SwapStress.Paging.Recording;

/// <summary>One step of one thread, as the flight recorder kept it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Page">The page whose ring it was in.</param>
/// <param name="ThreadId">The managed thread, its low 20 bits.</param>
/// <param name="Slot">The slot; 0 for none.</param>
/// <param name="Version">The version of the page's content, its low 29 bits; 0 for a content that is not the page's.</param>
/// <param name="Counter">
/// Word 0 of the frame, its low 29 bits, where the step knows it; for <see cref="FlightEventKind.ReadEndForeign"/> the
/// page whose content was read; for <see cref="FlightEventKind.Overrun"/> its number.
/// </param>
/// <param name="TimeNs">When, in nanoseconds since the region was made.</param>
/// <param name="IsLosing">Whether the page lost data by this very step.</param>
internal readonly record struct FlightEvent(
    FlightEventKind Kind,
    int Page,
    int ThreadId,
    uint Slot,
    long Version,
    long Counter,
    long TimeNs,
    bool IsLosing = false
);
