using SwapStress.Harness.Options;
using SwapStress.Paging;

namespace SwapStress.Harness.Limits;

/// <summary>The memory that the regions of a run and their devices can take.</summary>
internal static class MemoryNeed
{
    /// <summary>In bytes, its threads left out.</summary>
    public static long Of(StressOptions options)
    {
        // Every page may be resident, and stored uncompressed; the slots take some bytes of their own.
        long regionBytes = options.RegionBytes + options.SwapBytes + (options.SwapBytes / 64);
        if (options.FlightRecorder)
            regionBytes += (long)options.PageCount * AddressSpaceOptions.FlightRecorderBytesPerPage;
        return regionBytes * options.Strategies.Count;
    }
}
