using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Bench;

/// <summary>
/// The layer below a device, on the same pages: the codec alone for zram, a copy for brd. No swap-in or swap-out is
/// faster than this.
/// </summary>
public sealed class BareLayer : IDisposable
{
    private readonly byte[] _page = new byte[PageSize.Bytes];
    private readonly byte[] _buffer = new byte[2 * PageSize.Bytes];
    private readonly PageSet _pages;
    private readonly PageCodec? _codec;
    private readonly BlobSet? _blobs;

    /// <summary>The layer of a device.</summary>
    public BareLayer(BenchDevice device, PageSet pages)
    {
        _pages = pages;
        if (device == BenchDevice.Brd)
            return;
        _codec = BenchCodecs.Preferred(CodecAlgorithm.Lz4).Create();
        _blobs = new BlobSet(pages, _codec);
    }

    /// <summary>Every page into the store's form.</summary>
    public long In() => _codec is null ? Copy() : Encode(_codec);

    /// <summary>Every page out of the store's form.</summary>
    public long Out() => _codec is null ? Copy() : Decode(_codec);

    /// <summary>Frees the codec.</summary>
    public void Dispose() => _codec?.Dispose();

    private long Encode(PageCodec codec)
    {
        long total = 0;
        for (int i = 0; i < _pages.Length; i++)
            total += codec.Compress(_pages[i], _buffer);
        CheckFailedException.Unless(total == _blobs!.TotalBytes, $"{total} bytes, not {_blobs.TotalBytes}");
        return total;
    }

    private long Decode(PageCodec codec)
    {
        int whole = 0;
        for (int i = 0; i < _pages.Length; i++)
            whole += codec.TryDecompress(_blobs![i], _page) ? 1 : 0;
        CheckFailedException.Unless(whole == _pages.Length, $"{whole} pages came back");
        return whole;
    }

    private long Copy()
    {
        for (int i = 0; i < _pages.Length; i++)
            _pages[i].CopyTo(_page);
        CheckFailedException.Unless(_pages[_pages.Length - 1].SequenceEqual(_page), "the last page was not copied");
        return _pages.Length;
    }
}
