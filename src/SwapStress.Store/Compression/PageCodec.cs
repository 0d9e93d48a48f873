namespace SwapStress.Store.Compression;

/// <summary>
/// One compression context: it serves one thread at a time, reuses its working memory and allocates nothing managed
/// after construction (<c>struct zcomp_strm</c>'s compressor).
/// </summary>
/// <param name="spec">What it was created for.</param>
public abstract class PageCodec(CodecSpec spec) : IDisposable
{
    /// <summary>The algorithm and level of this context.</summary>
    public CodecSpec Spec { get; } = spec;

    /// <summary>
    /// Whether <see cref="TryDecompress"/> uses the context, so that only one thread may call it at a time. LZ4 needs
    /// none: any number of threads may decompress at once through one object.
    /// </summary>
    public abstract bool DecompressNeedsContext { get; }

    /// <summary>Compresses a page.</summary>
    /// <param name="page">The page; it should not change meanwhile.</param>
    /// <param name="destination">Where the blob goes; twice the page is always enough.</param>
    /// <returns>Bytes written, or 0 when the blob does not fit.</returns>
    public abstract int Compress(ReadOnlySpan<byte> page, Span<byte> destination);

    /// <summary>
    /// Decompresses a blob. Any input is safe: nothing is read or written outside the two spans, and nothing is thrown.
    /// </summary>
    /// <param name="blob">What <see cref="Compress"/> wrote, or rubbish.</param>
    /// <param name="page">Where the page goes; left in an unspecified state on failure.</param>
    /// <returns>True only when the blob gave exactly <paramref name="page"/>'s length.</returns>
    public abstract bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page);

    /// <summary>Frees the context. Nobody may use it any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the context owns.</summary>
    protected virtual void Dispose(bool disposing) { }
}
