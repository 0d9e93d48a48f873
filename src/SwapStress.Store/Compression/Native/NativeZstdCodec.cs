namespace SwapStress.Store.Compression.Native;

/// <summary>Zstandard frames by libzstd: content size in the header, no checksum, no dictionary.</summary>
internal sealed unsafe class NativeZstdCodec : PageCodec
{
    private readonly ZstdLibrary _library;
    private readonly int _level;
    private void* _compressor;
    private void* _decompressor;

    public NativeZstdCodec(ZstdLibrary library, CodecSpec spec)
        : base(spec)
    {
        _library = library;
        _level = spec.Level ?? CodecSpec.LevelDefault;
        _compressor = library.CreateCompressor();
        _decompressor = library.CreateDecompressor();
        if (_compressor == null || _decompressor == null)
        {
            Dispose();
            throw new InvalidOperationException("libzstd could not allocate a context.");
        }
    }

    public override bool DecompressNeedsContext => true;

    public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination)
    {
        fixed (byte* source = page)
        fixed (byte* target = destination)
        {
            // An error code is a huge number: the negative of a small one.
            nuint written = _library.Compress(
                _compressor,
                target,
                (nuint)destination.Length,
                source,
                (nuint)page.Length,
                _level
            );
            return written <= (nuint)destination.Length ? (int)written : 0;
        }
    }

    public override bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page)
    {
        if (blob.IsEmpty)
            return false;
        fixed (byte* source = blob)
        fixed (byte* target = page)
        {
            nuint written = _library.Decompress(_decompressor, target, (nuint)page.Length, source, (nuint)blob.Length);
            return written == (nuint)page.Length;
        }
    }

    protected override void Dispose(bool disposing)
    {
        void* compressor = _compressor;
        void* decompressor = _decompressor;
        _compressor = null;
        _decompressor = null;
        // Both accept null.
        _ = _library.FreeCompressor(compressor);
        _ = _library.FreeDecompressor(decompressor);
        base.Dispose(disposing);
    }
}
