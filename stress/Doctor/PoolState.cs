using SwapStress.Store;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Stress.Doctor;

/// <summary>A device's memory at one moment.</summary>
/// <param name="Memory">The columns of mm_stat.</param>
/// <param name="Classes">The size classes of its pool.</param>
internal sealed record PoolState(DeviceMemory Memory, IReadOnlyList<SizeClassStatistics> Classes)
{
    /// <summary>Memory over the compressed bytes in it; not a number where nothing is compressed.</summary>
    public double Density => (double)Memory.MemUsedTotalBytes / Memory.ComprDataSizeBytes;

    /// <summary>The device now.</summary>
    public static PoolState Of(ZramDevice device) => new(device.Memory, device.Pool.Statistics());
}
