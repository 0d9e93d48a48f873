namespace SwapStress.Store.Compression;

/// <summary>A compression algorithm that zram also offers.</summary>
public enum CodecAlgorithm
{
    /// <summary>LZ4 blocks (<c>lib/lz4</c>).</summary>
    Lz4,

    /// <summary>Zstandard frames without a checksum (<c>lib/zstd</c>).</summary>
    Zstd,
}
