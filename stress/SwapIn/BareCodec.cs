using System.Diagnostics;
using SwapStress.Harness.Content;
using SwapStress.Primitives;
using SwapStress.Primitives.Memory;
using SwapStress.Store.Compression;

namespace SwapStress.Stress.SwapIn;

/// <summary>
/// The codec alone on a sample of the pages, from memory to memory as in a sweep: blobs one after the other, each page
/// to a place of its own. Nothing that stores compressed pages is faster.
/// </summary>
internal sealed unsafe class BareCodec : IDisposable
{
    /// <summary>64 MiB of pages: more than the caches hold.</summary>
    private const int PagesMax = 1 << 14;

    private readonly PageCodec _codec;
    private readonly NativeBlock _pages;
    private readonly NativeBlock _blobs;
    private readonly int[] _lengths;
    private readonly byte[] _buffer = new byte[2 * PageSize.Bytes];
    private readonly int _pageCount;

    /// <summary>Takes a sample, spread evenly.</summary>
    /// <param name="pageCount">Pages of the whole region.</param>
    public BareCodec(CodecChoice choice, PageContent content, int pageCount)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(content);
        _pageCount = Math.Min(pageCount, PagesMax);
        _codec = choice.Create();
        _pages = new NativeBlock((nuint)_pageCount * PageSize.Bytes);
        _blobs = new NativeBlock((nuint)_pageCount * PageSize.Bytes * 2);
        _lengths = new int[_pageCount];
        byte* blob = _blobs.Start;
        for (int i = 0; i < _pageCount; i++)
        {
            content.Fill((int)((long)i * pageCount / _pageCount), PageAt(i));
            _lengths[i] = _codec.Compress(PageAt(i), new Span<byte>(blob, 2 * PageSize.Bytes));
            blob += _lengths[i];
        }
        CompressedBytes = blob - _blobs.Start;
    }

    /// <summary>Memory of a sample of a region, if no page compresses.</summary>
    public static long BytesOf(int pageCount) => Math.Min(pageCount, PagesMax) * 2L * PageSize.Bytes;

    /// <summary>Bytes of all blobs of the sample.</summary>
    public long CompressedBytes { get; }

    /// <summary>Bytes of the sample.</summary>
    public long PageBytes => (long)_pageCount * PageSize.Bytes;

    /// <summary>Nanoseconds a page to compress.</summary>
    public double EncodeNsPerPage()
    {
        long total = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _pageCount; i++)
            total += _codec.Compress(PageAt(i), _buffer);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return total == CompressedBytes
            ? elapsed / _pageCount
            : throw new InvalidOperationException(
                $"The codec made {total} bytes of pages that were {CompressedBytes}."
            );
    }

    /// <summary>Nanoseconds a page to decompress.</summary>
    public double DecodeNsPerPage()
    {
        int whole = 0;
        byte* blob = _blobs.Start;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _pageCount; i++)
        {
            whole += _codec.TryDecompress(new ReadOnlySpan<byte>(blob, _lengths[i]), PageAt(i)) ? 1 : 0;
            blob += _lengths[i];
        }
        double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return whole == _pageCount
            ? elapsed / _pageCount
            : throw new InvalidOperationException($"{whole} of {_pageCount} pages came back from the codec.");
    }

    /// <summary>Frees the sample and the codec.</summary>
    public void Dispose()
    {
        _codec.Dispose();
        _pages.Dispose();
        _blobs.Dispose();
    }

    private Span<byte> PageAt(int index) => new(_pages.Start + ((nuint)index * PageSize.Bytes), PageSize.Bytes);
}
