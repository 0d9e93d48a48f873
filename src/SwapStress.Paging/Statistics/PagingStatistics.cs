namespace SwapStress.Paging.Statistics;

/// <summary>Event counts of an address space since it was made.</summary>
/// <param name="MajorFaults">Faults that read their page from the device, whether or not they could use it.</param>
/// <param name="MinorFaults">Faults that needed no read.</param>
/// <param name="Refaults">Times that an access had to fault again.</param>
/// <param name="PinsLost">Faults that backed off because another thread had the slot; a part of the refaults.</param>
/// <param name="OutOfFrames">Faults that found no free frame and were tried again.</param>
/// <param name="WriteProtectCopies">Write faults that copied their page.</param>
/// <param name="SwapOuts">Pages written to the device.</param>
/// <param name="Reclaimed">Pages taken from their frames.</param>
/// <param name="ReclaimKept">Pages that reclaim gave up.</param>
/// <param name="SwapFull">Times that reclaim found no free slot.</param>
/// <param name="SwapWriteFailures">Writes that the device refused.</param>
/// <param name="SwapReadFailures">Reads that the device failed.</param>
/// <param name="StaleInstalls">Installs of a folio that was not its page's newest content (ghost).</param>
/// <param name="SwapMapErrors">Uses dropped that nobody had, and slots freed that were in use.</param>
internal readonly record struct PagingStatistics(
    long MajorFaults,
    long MinorFaults,
    long Refaults,
    long PinsLost,
    long OutOfFrames,
    long WriteProtectCopies,
    long SwapOuts,
    long Reclaimed,
    long ReclaimKept,
    long SwapFull,
    long SwapWriteFailures,
    long SwapReadFailures,
    long StaleInstalls,
    long SwapMapErrors
);
