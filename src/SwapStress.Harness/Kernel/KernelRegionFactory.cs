using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Kernel;

/// <summary>Makes regions in the memory of this process.</summary>
/// <param name="pageCount">Pages of each.</param>
/// <param name="swap">The system's swap.</param>
public sealed class KernelRegionFactory(int pageCount, HostSwap swap) : IRegionFactory
{
    /// <inheritdoc/>
    public IRegion Create(StrategyInfo strategy) => new KernelRegion(pageCount, swap);
}
