using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Bench;

/// <summary>A codec alone over a set of pages, for a baseline or for itself; each pass checks what came of it.</summary>
public sealed class CodecPasses : IDisposable
{
    private readonly byte[] _page = new byte[PageSize.Bytes];
    private readonly byte[] _buffer = new byte[2 * PageSize.Bytes];
    private readonly PageSet _pages;
    private readonly PageCodec _codec;
    private readonly BlobSet _blobs;

    /// <summary>A context of its own, and the pages' blobs.</summary>
    public CodecPasses(CodecChoice choice, PageSet pages)
    {
        _pages = pages;
        _codec = choice.Create();
        _blobs = new BlobSet(pages, _codec);
    }

    /// <summary>Compresses every page.</summary>
    public long Encode()
    {
        long total = 0;
        for (int i = 0; i < _pages.Length; i++)
            total += _codec.Compress(_pages[i], _buffer);
        CheckFailedException.Unless(total == _blobs.TotalBytes, $"{total} bytes, not {_blobs.TotalBytes}");
        return total;
    }

    /// <summary>Decompresses every blob, into one page.</summary>
    public int Decode()
    {
        int whole = 0;
        for (int i = 0; i < _pages.Length; i++)
            whole += _codec.TryDecompress(_blobs[i], _page) ? 1 : 0;
        CheckFailedException.Unless(whole == _pages.Length, $"{whole} pages came back");
        return whole;
    }

    /// <summary>Frees the codec.</summary>
    public void Dispose() => _codec.Dispose();
}
