namespace SwapStress.Store;

/// <summary>
/// The columns of <c>/sys/block/zramN/mm_stat</c>, in bytes and pages as there. A plain RAM disk fills the first
/// three.
/// </summary>
/// <param name="OrigDataSizeBytes">Uncompressed bytes stored; pages of one repeated word count too (<c>pages_stored</c>).</param>
/// <param name="ComprDataSizeBytes">Compressed bytes stored.</param>
/// <param name="MemUsedTotalBytes">Memory the pool took for them, fragmentation included.</param>
/// <param name="MemLimitBytes">The limit; 0 is none.</param>
/// <param name="MemUsedMaxBytes">The largest that <paramref name="MemUsedTotalBytes"/> has been.</param>
/// <param name="SamePages">Pages of one repeated word, which take no memory.</param>
/// <param name="PagesCompacted">Pages that compaction has freed.</param>
/// <param name="HugePages">Pages kept uncompressed now.</param>
/// <param name="HugePagesSince">Pages kept uncompressed since the device was set up.</param>
public readonly record struct DeviceMemory(
    long OrigDataSizeBytes,
    long ComprDataSizeBytes,
    long MemUsedTotalBytes,
    long MemLimitBytes,
    long MemUsedMaxBytes,
    long SamePages,
    long PagesCompacted,
    long HugePages,
    long HugePagesSince
);
