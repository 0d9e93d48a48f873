namespace SwapStress.Store.Compression;

/// <summary>
/// A dictionary in the form that a provider's contexts use: digested once, shared by all of them (zram's
/// <c>struct zcomp_params</c>). Any number of threads may create codecs from it.
/// </summary>
/// <param name="spec">Algorithm and level.</param>
/// <param name="bytes">The dictionary in zstd's format.</param>
public abstract class CodecDictionary(CodecSpec spec, byte[] bytes)
{
    /// <summary>Algorithm and level of its codecs.</summary>
    public CodecSpec Spec { get; } = spec with { HasDictionary = true };

    /// <summary>The dictionary in zstd's format, as <c>zstd -D</c> reads it.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Creates one more context.</summary>
    public abstract PageCodec CreateCodec();
}
