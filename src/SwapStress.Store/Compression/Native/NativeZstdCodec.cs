namespace SwapStress.Store.Compression.Native;

/// <summary>Zstandard frames by libzstd: content size in the header, no checksum, a dictionary where there is one.</summary>
internal sealed unsafe class NativeZstdCodec : PageCodec
{
    private readonly ZstdLibrary _library;
    private readonly NativeZstdDictionary? _dictionary;
    private readonly int _level;
    private void* _compressor;
    private void* _decompressor;

    public NativeZstdCodec(ZstdLibrary library, CodecSpec spec, NativeZstdDictionary? dictionary = null)
        : base(spec)
    {
        _library = library;
        _dictionary = dictionary;
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
            nuint written = _dictionary is null
                ? _library.Compress(_compressor, target, (nuint)destination.Length, source, (nuint)page.Length, _level)
                : CompressWith(_dictionary, source, page.Length, target, destination.Length);
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
            nuint written = _dictionary is null
                ? _library.Decompress(_decompressor, target, (nuint)page.Length, source, (nuint)blob.Length)
                : DecompressWith(_dictionary, source, blob.Length, target, page.Length);
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

    private nuint CompressWith(NativeZstdDictionary dictionary, byte* source, int length, byte* target, int capacity)
    {
        nuint written = dictionary.Functions.Compress(
            _compressor,
            target,
            (nuint)capacity,
            source,
            (nuint)length,
            (void*)dictionary.Compressing.Address
        );
        GC.KeepAlive(dictionary);
        return written;
    }

    private nuint DecompressWith(NativeZstdDictionary dictionary, byte* source, int length, byte* target, int capacity)
    {
        nuint written = dictionary.Functions.Decompress(
            _decompressor,
            target,
            (nuint)capacity,
            source,
            (nuint)length,
            (void*)dictionary.Decompressing.Address
        );
        GC.KeepAlive(dictionary);
        return written;
    }
}
