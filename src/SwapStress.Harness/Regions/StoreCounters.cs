using SwapStress.Harness.Figures;
using SwapStress.Store;

namespace SwapStress.Harness.Regions;

/// <summary>The counters of a swap device, a model's or a kernel's.</summary>
internal static class StoreCounters
{
    /// <summary>Unknown ones of a kernel whose swap is not one zram device.</summary>
    public static (Counter Counter, long? Value)[] Of(DeviceMemory? device) =>
        [
            (Counter.StoreOrigDataSize, device?.OrigDataSizeBytes),
            (Counter.StoreComprDataSize, device?.ComprDataSizeBytes),
            (Counter.StoreMemUsedTotal, device?.MemUsedTotalBytes),
            (Counter.StoreMemLimit, device?.MemLimitBytes),
            (Counter.StoreMemUsedMax, device?.MemUsedMaxBytes),
            (Counter.StoreSamePages, device?.SamePages),
            (Counter.StorePagesCompacted, device?.PagesCompacted),
            (Counter.StoreHugePages, device?.HugePages),
            (Counter.StoreHugePagesSince, device?.HugePagesSince),
        ];
}
