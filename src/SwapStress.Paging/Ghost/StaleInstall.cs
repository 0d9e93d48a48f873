namespace SwapStress.Paging.Ghost;

/// <summary>A fault mapped a folio that did not hold its page's newest content.</summary>
/// <param name="Page">The page.</param>
/// <param name="Slot">The slot it was read from; 0 for a copy of a mapped page.</param>
/// <param name="InstalledVersion">The version that was mapped; 0 if the slot held none when it was read.</param>
/// <param name="NewestVersion">The version that should have been.</param>
/// <param name="LostUpdates">How far the page's counter went back.</param>
/// <param name="ThreadId">The managed thread that installed it.</param>
/// <param name="Timestamp">When, in Stopwatch ticks.</param>
/// <param name="Cause">The event that explains it.</param>
internal readonly record struct StaleInstall(
    int Page,
    uint Slot,
    long InstalledVersion,
    long NewestVersion,
    long LostUpdates,
    int ThreadId,
    long Timestamp,
    LossCause Cause
);
