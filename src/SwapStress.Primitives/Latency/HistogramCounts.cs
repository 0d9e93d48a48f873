namespace SwapStress.Primitives.Latency;

/// <summary>
/// The counts of a histogram's buckets as HdrHistogram's V2 encoding has them (ZigZagEncoding.java): signed LEB128 of at
/// most 9 bytes, the last of which has 8 bits; a negative number stands for so many buckets without a value.
/// </summary>
internal static class HistogramCounts
{
    /// <summary>The most that one count takes.</summary>
    public const int BytesMax = 9;

    private const int ValueBits = 7;
    private const int More = 1 << ValueBits;

    /// <summary>The buckets up to the last one with a value.</summary>
    public static byte[] Encode(ReadOnlySpan<HistogramSnapshot.Bucket> buckets)
    {
        var bytes = new List<byte>(buckets.Length * 2);
        int next = 0;
        foreach (HistogramSnapshot.Bucket bucket in buckets)
        {
            int empty = bucket.Index - next;
            if (empty > 0)
                Write(bytes, empty == 1 ? 0 : -empty);
            Write(bytes, bucket.Count);
            next = bucket.Index + 1;
        }
        return [.. bytes];
    }

    /// <summary>Fills the buckets, which are all zero before.</summary>
    /// <returns>False where there is more than fits, half a number, or a sum that no 64 bits hold.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Span<long> counts)
    {
        long bucket = 0;
        long total = 0;
        while (bytes.Length > 0)
        {
            if (!TryRead(ref bytes, out long value))
                return false;
            long buckets = value < 0 ? -value : 1;
            if (buckets < 1 || buckets > counts.Length - bucket)
                return false;
            if (value > 0)
                counts[(int)bucket] = value;
            if (value > long.MaxValue - total)
                return false;
            total += Math.Max(value, 0);
            bucket += buckets;
        }
        return true;
    }

    private static void Write(List<byte> bytes, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        for (int i = 1; rest >= More && i < BytesMax; i++)
        {
            bytes.Add((byte)(rest | More));
            rest >>= ValueBits;
        }
        bytes.Add((byte)rest);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> bytes, out long value)
    {
        ulong packed = 0;
        for (int i = 0; i < BytesMax; i++)
        {
            if (i == bytes.Length)
                break;
            bool isLast = i == BytesMax - 1 || bytes[i] < More;
            packed |= (isLast ? bytes[i] : bytes[i] & (ulong)(More - 1)) << (ValueBits * i);
            if (!isLast)
                continue;
            bytes = bytes[(i + 1)..];
            value = (long)(packed >> 1) ^ -(long)(packed & 1);
            return true;
        }
        value = 0;
        return false;
    }
}
