namespace SwapStress.Harness.Regions;

/// <summary>What was done to pages that a zram device had stored already.</summary>
/// <param name="RecompressedPages">Objects replaced by one of a smaller size class.</param>
/// <param name="RecompressedBytesSaved">Bytes that their blobs are shorter by.</param>
/// <param name="IncompressiblePages">Objects that the secondary algorithm could not make smaller.</param>
/// <param name="BdCount">Blocks of the backing file in use now; not a counter.</param>
/// <param name="BdReads">Pages read from it.</param>
/// <param name="BdWrites">Pages written to it.</param>
internal readonly record struct ZramActivity(
    long RecompressedPages,
    long RecompressedBytesSaved,
    long IncompressiblePages,
    long BdCount,
    long BdReads,
    long BdWrites
)
{
    /// <summary>What was done since <paramref name="earlier"/>.</summary>
    public ZramActivity Since(ZramActivity earlier) =>
        this with
        {
            RecompressedPages = RecompressedPages - earlier.RecompressedPages,
            RecompressedBytesSaved = RecompressedBytesSaved - earlier.RecompressedBytesSaved,
            IncompressiblePages = IncompressiblePages - earlier.IncompressiblePages,
            BdReads = BdReads - earlier.BdReads,
            BdWrites = BdWrites - earlier.BdWrites,
        };

    /// <summary>Both together, with the blocks in use as <paramref name="later"/> has them.</summary>
    public ZramActivity Plus(ZramActivity later) =>
        later with
        {
            RecompressedPages = RecompressedPages + later.RecompressedPages,
            RecompressedBytesSaved = RecompressedBytesSaved + later.RecompressedBytesSaved,
            IncompressiblePages = IncompressiblePages + later.IncompressiblePages,
            BdReads = BdReads + later.BdReads,
            BdWrites = BdWrites + later.BdWrites,
        };
}
