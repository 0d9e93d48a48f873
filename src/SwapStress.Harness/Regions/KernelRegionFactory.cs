using SwapStress.Harness.Kernel;
using SwapStress.Harness.Options;

namespace SwapStress.Harness.Regions;

/// <summary>Makes regions in the memory of this process.</summary>
internal sealed class KernelRegionFactory(int pageCount, HostSwap swap) : IRegionFactory
{
    public IRegion Create(StrategyInfo strategy) => new KernelRegion(pageCount, swap);
}
