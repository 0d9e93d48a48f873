using SwapStress.Store.Compression;
using ZstdSharp.Unsafe;

namespace SwapStress.Store.Managed;

/// <summary>
/// Zstandard frames by ZstdSharp, through its port of the C interface: that one returns error codes where the
/// convenient one throws, and a corrupted blob is an answer here, not an exception.
/// </summary>
internal sealed unsafe class ZstdSharpCodec : PageCodec
{
    private readonly ZstdSharpDictionary? _dictionary;
    private readonly int _level;
    private ZSTD_CCtx_s* _compressor;
    private ZSTD_DCtx_s* _decompressor;

    public ZstdSharpCodec(CodecSpec spec, ZstdSharpDictionary? dictionary = null)
        : base(spec)
    {
        _dictionary = dictionary;
        _level = spec.Level ?? CodecSpec.LevelDefault;
        _compressor = Methods.ZSTD_createCCtx();
        _decompressor = Methods.ZSTD_createDCtx();
    }

    public override bool DecompressNeedsContext => true;

    public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination)
    {
        fixed (byte* source = page)
        fixed (byte* target = destination)
        {
            nuint written = _dictionary is null
                ? Methods.ZSTD_compressCCtx(
                    _compressor,
                    target,
                    (nuint)destination.Length,
                    source,
                    (nuint)page.Length,
                    _level
                )
                : Methods.ZSTD_compress_usingCDict(
                    _compressor,
                    target,
                    (nuint)destination.Length,
                    source,
                    (nuint)page.Length,
                    (ZSTD_CDict_s*)_dictionary.Compressing.Address
                );
            GC.KeepAlive(_dictionary);
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
                ? Methods.ZSTD_decompressDCtx(_decompressor, target, (nuint)page.Length, source, (nuint)blob.Length)
                : Methods.ZSTD_decompress_usingDDict(
                    _decompressor,
                    target,
                    (nuint)page.Length,
                    source,
                    (nuint)blob.Length,
                    (ZSTD_DDict_s*)_dictionary.Decompressing.Address
                );
            GC.KeepAlive(_dictionary);
            return written == (nuint)page.Length;
        }
    }

    protected override void Dispose(bool disposing)
    {
        ZSTD_CCtx_s* compressor = _compressor;
        ZSTD_DCtx_s* decompressor = _decompressor;
        _compressor = null;
        _decompressor = null;
        // Both accept null.
        _ = Methods.ZSTD_freeCCtx(compressor);
        _ = Methods.ZSTD_freeDCtx(decompressor);
        base.Dispose(disposing);
    }
}
