using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Bench;

/// <summary>The compressed pages of a <see cref="PageSet"/>, for the bare decompression that others compare with.</summary>
public sealed class BlobSet
{
    private readonly byte[] _bytes;
    private readonly int[] _lengths;
    private readonly int[] _starts;

    /// <summary>Compresses the pages, and checks that they come back.</summary>
    public BlobSet(PageSet pages, PageCodec codec)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(pages.Length * 2 * PageSize.Bytes, pinned: true);
        _lengths = new int[pages.Length];
        _starts = new int[pages.Length];
        int start = 0;
        byte[] back = new byte[PageSize.Bytes];
        for (int i = 0; i < pages.Length; i++)
        {
            _starts[i] = start;
            _lengths[i] = codec.Compress(pages[i], _bytes.AsSpan(start));
            start += _lengths[i];
            CheckFailedException.Unless(
                _lengths[i] > 0 && codec.TryDecompress(this[i], back) && pages[i].SequenceEqual(back),
                $"{codec.Spec}: page {i} did not come back"
            );
        }
        TotalBytes = start;
    }

    public long TotalBytes { get; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index], _lengths[index]);
}
