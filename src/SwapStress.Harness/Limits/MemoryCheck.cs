using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Sweeps;

namespace SwapStress.Harness.Limits;

/// <summary>Whether the regions of a run fit into memory, checked before any is created.</summary>
public static class MemoryCheck
{
    /// <summary>What the runtime takes yet, from the first option to the first round: code, heap and stacks.</summary>
    private const long RuntimeBytes = 32 << 20;

    /// <summary>Refuses a run that would be killed for memory: before its content is read.</summary>
    /// <param name="options">The run.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(StressOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(NeededFor(options), "/");
    }

    /// <summary>What a run takes from its start on, in bytes, its threads left out.</summary>
    internal static long NeededFor(StressOptions options) =>
        MemoryNeed.Of(options) + PageContent.BytesOf(options.Content, options.RegionBytes) + RuntimeBytes;

    /// <summary>Refuses a comparison of sweeps whose regions, one at a time, would not fit.</summary>
    /// <param name="options">The comparison.</param>
    /// <param name="ratio">Compressed over uncompressed bytes, on a sample of the pages; 0 before there is one.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void RequireForSweep(SweepOptions options, double ratio)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Frames stay when their pages are out; folios, entries and slots take some bytes of their own.
        long compressed = (long)(options.SizeBytes * ratio * 1.05);
        long needed = options.HasModel
            ? options.SizeBytes + compressed + (options.SizeBytes / 32) + (options.DiskBytes / 64)
            : Math.Max(options.SizeBytes, compressed);
        // There already when there is a sample.
        if (ratio == 0)
            needed +=
                PageContent.BytesOf(options.Content, options.SizeBytes)
                + (options.HasModel ? BareCodec.BytesOf(options.PageCount) : 0)
                + RuntimeBytes;
        Require(needed, "a region of --size", "write a smaller --size", "/");
    }

    /// <summary>Refuses a pool that would not fit, if none of its pages compressed.</summary>
    /// <param name="pageBytes">Bytes of the pages.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void RequireForPool(long pageBytes) =>
        Require(pageBytes + (pageBytes / 64), "a pool of --size", "write a smaller --size", "/");

    internal static void Require(long neededBytes, string root) =>
        Require(neededBytes, "the run", "write a smaller --region or fewer strategies", root);

    private static void Require(long neededBytes, string what, string remedy, string root)
    {
        var limits = new MemoryLimits(new HostFiles(root));
        foreach (MemoryRoom room in limits.Measure().Concat(limits.AddressSpace()))
        {
            if (neededBytes > room.AvailableBytes)
                throw new EnvironmentException(
                    $"{what} can take {neededBytes >> 20} MiB, and {Math.Max(0, room.AvailableBytes) >> 20} MiB are available within "
                        + $"{room.Name}; {remedy}, or make room: {room.Remedy}"
                );
        }
    }
}
