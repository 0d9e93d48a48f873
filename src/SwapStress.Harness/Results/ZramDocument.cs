using SwapStress.Store;

namespace SwapStress.Harness.Results;

/// <summary>The columns of zram's mm_stat, in bytes and pages as there, when the strategy's last round ended.</summary>
internal sealed record ZramDocument(
    long OrigDataSize,
    long ComprDataSize,
    long MemUsedTotal,
    long MemLimit,
    long MemUsedMax,
    long SamePages,
    long PagesCompacted,
    long HugePages,
    long HugePagesSince
)
{
    /// <summary>The same columns under the names of the file.</summary>
    public static ZramDocument From(DeviceMemory memory) =>
        new(
            memory.OrigDataSizeBytes,
            memory.ComprDataSizeBytes,
            memory.MemUsedTotalBytes,
            memory.MemLimitBytes,
            memory.MemUsedMaxBytes,
            memory.SamePages,
            memory.PagesCompacted,
            memory.HugePages,
            memory.HugePagesSince
        );
}
