using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace SwapStress.Primitives.Latency;

/// <summary>
/// A histogram as one word of text: HdrHistogram's compressed V2 encoding in base64, as its interval logs have it
/// (org.HdrHistogram, AbstractHistogram.encodeIntoCompressedByteBuffer). The buckets of <see cref="LatencyHistogram"/> are
/// those of an HdrHistogram of 2 significant digits, so that its tools read it without loss.
/// </summary>
/// <remarks>
/// <code>
/// outer  i32 0x1c849314  i32 length  zlib(inner), all big-endian
/// inner  i32 0x1c849313  i32 length of the counts  i32 offset 0  i32 digits 2  i64 lowest 1  i64 highest  f64 ratio 1
///        counts: ZigZag LEB128, at most 9 bytes each; a negative one is so many buckets of zero
/// </code>
/// The largest value is known to the resolution of its bucket only.
/// </remarks>
public static class HistogramText
{
    private const int InnerCookie = 0x1c849313;
    private const int OuterCookie = 0x1c849314;
    private const int InnerHeaderBytes = 40;
    private const int OuterHeaderBytes = 8;
    private const int SignificantDigits = 2;

    /// <summary>The text of a histogram.</summary>
    public static string Encode(HistogramSnapshot histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        byte[] counts = HistogramCounts.Encode(histogram.Buckets);
        var header = new byte[InnerHeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, InnerCookie);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), counts.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), SignificantDigits);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), LatencyHistogram.ValueNsMax);
        BinaryPrimitives.WriteDoubleBigEndian(header.AsSpan(32), 1);

        using var text = new MemoryStream();
        text.Write(new byte[OuterHeaderBytes]);
        using (var zlib = new ZLibStream(text, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(header);
            zlib.Write(counts);
        }
        byte[] bytes = text.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, OuterCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - OuterHeaderBytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads a text that <see cref="Encode"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxNs">The largest value; it is brought into the range of the highest bucket in use.</param>
    /// <param name="histogram">What it says.</param>
    /// <returns>False where it is something else, or damaged.</returns>
    public static bool TryDecode(string text, long maxNs, [NotNullWhen(true)] out HistogramSnapshot? histogram)
    {
        ArgumentNullException.ThrowIfNull(text);
        histogram = null;
        if (Inflate(text) is not { } inner)
            return false;
        ReadOnlySpan<byte> header = inner.AsSpan(0, InnerHeaderBytes);
        if (
            BinaryPrimitives.ReadInt32BigEndian(header) != InnerCookie
            || BinaryPrimitives.ReadInt32BigEndian(header[4..]) != inner.Length - InnerHeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(header[8..]) != 0
            || BinaryPrimitives.ReadInt32BigEndian(header[12..]) != SignificantDigits
            || BinaryPrimitives.ReadInt64BigEndian(header[16..]) != 1
            || BinaryPrimitives.ReadInt64BigEndian(header[24..]) != LatencyHistogram.ValueNsMax
        )
            return false;
        var counts = new long[LatencyHistogram.BucketCount];
        if (!HistogramCounts.TryDecode(inner.AsSpan(InnerHeaderBytes), counts))
            return false;
        int highest = Array.FindLastIndex(counts, count => count > 0);
        if (highest >= 0)
        {
            (long lowNs, long highNs) = LatencyHistogram.RangeOf(highest);
            maxNs = Math.Clamp(maxNs, lowNs, highNs);
        }
        histogram = HistogramSnapshot.FromCounts(counts, highest < 0 ? 0 : maxNs);
        return true;
    }

    /// <summary>Header and counts; null where that is not what the text is.</summary>
    private static byte[]? Inflate(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (
            !Convert.TryFromBase64String(text, bytes, out int length)
            || length < OuterHeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(bytes) != OuterCookie
            || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)) != length - OuterHeaderBytes
        )
            return null;
        // One byte more than a histogram can have tells what is no histogram from what is.
        var inner = new byte[InnerHeaderBytes + (LatencyHistogram.BucketCount * HistogramCounts.BytesMax) + 1];
        try
        {
            using var packed = new MemoryStream(bytes, OuterHeaderBytes, length - OuterHeaderBytes);
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            int inflated = zlib.ReadAtLeast(inner, inner.Length, throwOnEndOfStream: false);
            return inflated >= InnerHeaderBytes && inflated < inner.Length ? inner[..inflated] : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
