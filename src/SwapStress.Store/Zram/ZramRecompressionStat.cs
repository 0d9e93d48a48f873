namespace SwapStress.Store.Zram;

/// <summary>What recompression did: in one pass, or since the device was set up or reset.</summary>
/// <param name="Pages">Objects replaced by one of a smaller size class.</param>
/// <param name="BytesSaved">Bytes that their blobs are shorter by.</param>
/// <param name="Incompressible">Objects that no secondary algorithm could make smaller, and that are not tried again.</param>
/// <param name="Failed">Objects that could not be decompressed, or for whose replacement there was no memory.</param>
public readonly record struct ZramRecompressionStat(long Pages, long BytesSaved, long Incompressible, long Failed);
