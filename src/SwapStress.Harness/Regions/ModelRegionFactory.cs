using SwapStress.Harness.Options;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store;
using SwapStress.Store.Faulty;
using SwapStress.Store.Zram;

namespace SwapStress.Harness.Regions;

/// <summary>Makes regions of the model, each with a device of its own.</summary>
/// <param name="createDevice">Makes an empty device.</param>
/// <param name="zswap">zswap in front of it; null for none.</param>
internal sealed class ModelRegionFactory(StressOptions options, Func<SwapDevice> createDevice, ZswapOptions? zswap)
    : IRegionFactory
{
    /// <summary>
    /// Threads of the harness that may be at work besides the workers: the swapper and the runner. The checkers, never
    /// more than the workers, run while those are parked.
    /// </summary>
    private const int OtherThreads = 2;

    /// <summary>The address space of a strategy: the run's options, then the race's fix, on or off.</summary>
    /// <param name="strategy">One that the model has.</param>
    /// <param name="zswap">zswap in front of the device; null for none.</param>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    public static AddressSpaceOptions OptionsOf(StressOptions options, StrategyInfo strategy, ZswapOptions? zswap)
    {
        var space = new AddressSpaceOptions
        {
            PageCount = options.PageCount,
            Sync =
                SwapInSyncs.Find(strategy.Name, options.Hz)
                ?? throw new ArgumentException($"There is no strategy '{strategy.Name}'.", nameof(strategy)),
            Hz = options.Hz,
            ThreadCount = options.Threads + OtherThreads,
            Zswap = zswap,
            IoThreads = options.IoThreads,
            SlotScan = options.SlotScan,
            StableWrites = options.StableWrites,
            FlightRecorder = options.FlightRecorder,
        };
        return strategy.Race is { } race ? race.WithFix(space, strategy.IsFixed) : space;
    }

    public IRegion Create(StrategyInfo strategy)
    {
        AddressSpaceOptions space = OptionsOf(options, strategy, zswap);
        SwapDevice? device = null;
        try
        {
            device = createDevice();
            FlakyDevice? flaky = options.Flaky is { } failures ? new FlakyDevice(device, failures) : null;
            var region = new AddressSpace(space, flaky ?? device);
            return new ModelRegion(region, device, Compactor(device), PostProcessor(device), flaky);
        }
        catch (OutOfMemoryException exception)
        {
            device?.Dispose();
            throw new EnvironmentException(
                $"the host has no memory for a region of {space.PageCount} pages; choose a smaller --region",
                exception
            );
        }
    }

    private ZramCompactor? Compactor(SwapDevice device) =>
        options.CompactIntervalNs is { } nanoseconds && device is ZramDevice zram
            ? new ZramCompactor(zram, TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick))
            : null;

    private ZramPostProcessor? PostProcessor(SwapDevice device) =>
        options.Zram.HasPostProcessing && device is ZramDevice zram
            ? new ZramPostProcessor(zram, TimeSpan.FromMilliseconds(options.Zram.IdleIntervalNs / 1e6))
            : null;
}
