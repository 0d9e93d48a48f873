using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Limits;

namespace SwapStress.Stress.SwapIn;

/// <summary>Whether the regions of a comparison of sweeps, one at a time, fit into memory.</summary>
internal static class SweepMemory
{
    /// <summary>Refuses a comparison that would be killed for memory.</summary>
    /// <param name="ratio">Compressed over uncompressed bytes, on a sample of the pages; 0 before there is one.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(SweepOptions options, double ratio)
    {
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
                + MemoryCheck.RuntimeBytes;
        MemoryCheck.Require(needed, "a region of --size", "write a smaller --size");
    }
}
