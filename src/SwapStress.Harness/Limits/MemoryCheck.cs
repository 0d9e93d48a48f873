using SwapStress.Harness.Sweeps;

namespace SwapStress.Harness.Limits;

/// <summary>Whether the regions of a run fit into memory, checked before any is created.</summary>
public static class MemoryCheck
{
    /// <summary>Refuses a run that would be killed for memory.</summary>
    /// <param name="neededBytes">What the regions and their devices can take.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(long neededBytes) => Require(neededBytes, "/");

    /// <summary>Refuses a comparison of sweeps whose regions, one at a time, would not fit.</summary>
    /// <param name="options">The comparison.</param>
    /// <param name="ratio">Compressed over uncompressed bytes, on a sample of the pages.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void RequireForSweep(SweepOptions options, double ratio)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Frames stay when their pages are out; folios, entries and slots take some bytes of their own.
        long compressed = (long)(options.SizeBytes * ratio * 1.05);
        long needed = options.HasModel
            ? options.SizeBytes + compressed + (options.SizeBytes / 32) + (options.DiskBytes / 64)
            : Math.Max(options.SizeBytes, compressed);
        Require(needed, "a region of --size", "write a smaller --size", "/");
    }

    /// <summary>Refuses a pool that would not fit, if none of its pages compressed.</summary>
    /// <param name="pageBytes">Bytes of the pages.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void RequireForPool(long pageBytes) =>
        Require(pageBytes + (pageBytes / 64), "a pool of --size", "write a smaller --size", "/");

    internal static void Require(long neededBytes, string root) =>
        Require(neededBytes, "the regions and swap devices", "write a smaller --region or fewer strategies", root);

    private static void Require(long neededBytes, string what, string remedy, string root)
    {
        foreach (MemoryRoom room in new MemoryLimits(new HostFiles(root)).Measure())
        {
            if (neededBytes > room.AvailableBytes)
                throw new EnvironmentException(
                    $"{what} can take {neededBytes >> 20} MiB, and "
                        + $"{room.AvailableBytes >> 20} MiB are available within {room.Name}; "
                        + remedy
                );
        }
    }
}
