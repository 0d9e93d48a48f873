using K4os.Compression.LZ4;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Managed;

/// <summary>LZ4 blocks by K4os.Compression.LZ4; its working memory comes from the library's own pool.</summary>
internal sealed class K4osLz4Codec(CodecSpec spec) : PageCodec(spec)
{
    public override bool DecompressNeedsContext => false;

    public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination) =>
        Math.Max(0, LZ4Codec.Encode(page, destination, LZ4Level.L00_FAST));

    public override bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page)
    {
        // A match at offset 0, which no encoder writes, copies the target onto itself: without this a damaged blob could
        // bring back what was there before, another page's data. liblz4 writes zeros there.
        page.Clear();
        return !blob.IsEmpty && LZ4Codec.Decode(blob, page) == page.Length;
    }
}
