using SwapStress.Paging;
using SwapStress.Paging.Fault;
using SwapStress.Paging.Zswap;
using SwapStress.Store;

namespace SwapStress.Harness.Regions;

/// <summary>Makes regions of the model, each with a device of its own.</summary>
/// <param name="pageCount">Pages of each region.</param>
/// <param name="threadCount">Threads that may use a region at once.</param>
/// <param name="hz">Ticks in a second.</param>
/// <param name="createDevice">Makes an empty device.</param>
/// <param name="zswap">zswap in front of it; null for none.</param>
/// <param name="flightRecorder">Whether the last steps of each page are recorded.</param>
public sealed class ModelRegionFactory(
    int pageCount,
    int threadCount,
    int hz,
    Func<SwapDevice> createDevice,
    ZswapOptions? zswap = null,
    bool flightRecorder = false
) : IRegionFactory
{
    /// <summary>
    /// Threads of the harness that may be at work besides the workers: the swapper and the runner. The checkers, never
    /// more than the workers, run while those are parked.
    /// </summary>
    private const int OtherThreads = 2;

    /// <inheritdoc/>
    public IRegion Create(string sync)
    {
        SwapInSync strategy =
            SwapInSyncs.Find(sync, hz) ?? throw new ArgumentException($"There is no strategy '{sync}'.", nameof(sync));
        SwapDevice? device = null;
        try
        {
            device = createDevice();
            var space = new AddressSpace(
                new AddressSpaceOptions
                {
                    PageCount = pageCount,
                    Sync = strategy,
                    Hz = hz,
                    ThreadCount = threadCount + OtherThreads,
                    Zswap = zswap,
                    FlightRecorder = flightRecorder,
                },
                device
            );
            return new ModelRegion(space, device);
        }
        catch (OutOfMemoryException exception)
        {
            device?.Dispose();
            throw new EnvironmentException(
                $"the host has no memory for a region of {pageCount} pages; choose a smaller --region",
                exception
            );
        }
    }
}
