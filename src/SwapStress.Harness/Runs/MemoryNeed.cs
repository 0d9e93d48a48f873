using SwapStress.Harness.Content;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Paging;
using SwapStress.Primitives;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Runs;

/// <summary>
/// The memory that the regions of a run and their devices can take: as much as they do take when no page compresses.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>Refuses a run that would be killed for memory: before its content is read.</summary>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(StressOptions options) => Require(options, "/");

    internal static void Require(StressOptions options, string root) =>
        MemoryCheck.Require(AtStartOf(options), "the run", "write a smaller --region or fewer strategies", root);

    /// <summary>What a run takes from its start on, in bytes, its threads left out.</summary>
    public static long AtStartOf(StressOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Of(options) + PageContent.BytesOf(options.Content, options.RegionBytes) + MemoryCheck.RuntimeBytes;
    }

    /// <summary>In bytes; the runtime's own memory and the threads' are left out.</summary>
    /// <param name="options">The run, on the model.</param>
    public static long Of(StressOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (RegionOf(options) + DeviceOf(options)) * options.Strategies.Count;
    }

    /// <summary>
    /// Every page has a frame when the region is populated, and frames stay; the folios of threads in a fault use those of
    /// pages that are out.
    /// </summary>
    private static long RegionOf(StressOptions options)
    {
        bool hasZswap = options.Zswap is not null;
        int perPage = PageSize.Bytes + AddressSpaceOptions.BytesPerPage(hasZswap, options.FlightRecorder);
        int perSlot = AddressSpaceOptions.BytesPerSlot(hasZswap, options.FlightRecorder);
        return ((long)options.PageCount * perPage) + (SlotsOf(options) * perSlot);
    }

    /// <summary>
    /// Every page may be out as well. A RAM disk keeps what slots held that are free, and the allocator comes by all of
    /// them. zswap has pages in the device's place.
    /// </summary>
    private static long DeviceOf(StressOptions options)
    {
        long slots = SlotsOf(options);
        if (!options.DeviceCompresses)
            return slots * (PageSize.Bytes + sizeof(long));
        long raw = Math.Min(options.PageCount, slots) * ZsPool.BytesPerRawPage;
        long limit = options.Zram.MemLimitBytes;
        long pool = limit == 0 || options.Zswap is not null ? raw : Math.Min(raw, limit);
        return pool + (slots * ZramDevice.BytesPerSlot(options.Checksum));
    }

    private static long SlotsOf(StressOptions options) => options.SwapBytes / PageSize.Bytes;
}
