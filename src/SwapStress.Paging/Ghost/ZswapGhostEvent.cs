namespace SwapStress.Paging.Ghost;

/// <summary>A moment at which zswap lost a page's data; the update is lost when the page is next read.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Page">The page whose data it was that was dropped, or written to a slot that is another page's.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Version">The version of that data.</param>
/// <param name="ThreadId">The managed thread that did it.</param>
/// <param name="Timestamp">When, in Stopwatch ticks.</param>
internal readonly record struct ZswapGhostEvent(
    ZswapGhostKind Kind,
    int Page,
    uint Slot,
    long Version,
    int ThreadId,
    long Timestamp
);
