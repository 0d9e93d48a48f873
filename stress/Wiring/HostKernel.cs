using SwapStress.Harness.Kernel;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;

namespace SwapStress.Stress.Wiring;

/// <summary>The running kernel on the system's own swap.</summary>
internal static class HostKernel
{
    /// <summary>Prepares the region of a run.</summary>
    public static ModelSetup Prepare(StressOptions options, HostSwap swap)
    {
        string text = $"kernel {HostInfo.Read().Kernel}, swap on {swap.Text} for {options.PageCount} pages";
        long spare = swap.FreeSlots - options.PageCount;
        if (spare >= 0)
            text +=
                $" ({spare} to spare: then a slot is not soon used again, and a race for it hardly shows; a swap of the "
                + "region's size has one slot too few)";
        return new ModelSetup(new KernelRegionFactory(options.PageCount, swap), text);
    }
}
