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
    private readonly PageSet _pages;
    private readonly CodecPasses? _codec;

    public BareLayer(BenchDevice device, PageSet pages)
    {
        _pages = pages;
        if (device != BenchDevice.Brd)
            _codec = new CodecPasses(BenchCodecs.Preferred(CodecAlgorithm.Lz4), pages);
    }

    /// <summary>Every page into the store's form.</summary>
    public long In() => _codec?.Encode() ?? Copy();

    /// <summary>Every page out of the store's form.</summary>
    public long Out() => _codec?.Decode() ?? Copy();

    /// <summary>Frees the codec.</summary>
    public void Dispose() => _codec?.Dispose();

    private long Copy()
    {
        for (int i = 0; i < _pages.Length; i++)
            _pages[i].CopyTo(_page);
        CheckFailedException.Unless(_pages[_pages.Length - 1].SequenceEqual(_page), "the last page was not copied");
        return _pages.Length;
    }
}
