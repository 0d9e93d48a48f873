using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Results;

/// <summary>What recompression did in a strategy's rounds.</summary>
internal sealed record RecompressionDocument(long Pages, long BytesSaved, long Incompressible)
{
    public static RecompressionDocument From(ZramActivity activity) =>
        new(activity.RecompressedPages, activity.RecompressedBytesSaved, activity.IncompressiblePages);
}
