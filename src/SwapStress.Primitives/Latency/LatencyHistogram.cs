using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SwapStress.Primitives.Latency;

/// <summary>
/// A log-linear histogram of durations in nanoseconds, after Gil Tene's HdrHistogram: 128 linear steps for each
/// power of two, so that a recorded value is reported within 1/128 (0.8 %) of itself, from 1 ns to
/// <see cref="ValueNsMax"/> (about 18 minutes; longer ones count as that). Any number of threads record at once;
/// each processor has a shard of its own, and recording allocates nothing.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>Values below 2^LinearBits have a bucket each; above, each power of two has half as many.</summary>
    private const int LinearBits = 8;
    private const int HalfSteps = 1 << (LinearBits - 1);
    private const int ValueBits = 40;

    /// <summary>The largest value that is told apart, in nanoseconds.</summary>
    public const long ValueNsMax = (1L << ValueBits) - 1;

    internal const int SubBuckets = HalfSteps;
    internal const int BucketCount = (ValueBits - LinearBits + 2) * HalfSteps;

    private readonly Shard[] _shards;

    /// <summary>An empty histogram with a shard for each processor.</summary>
    public LatencyHistogram()
    {
        _shards = new Shard[PerProcessor.Count];
        for (int i = 0; i < _shards.Length; i++)
            _shards[i] = new Shard();
    }

    /// <summary>Records one duration; negative ones (a clock that stepped back) count as zero.</summary>
    public void Record(long valueNs) => Record(PerProcessor.Current, valueNs);

    /// <summary>Records one duration in the shard of a processor, as <see cref="PerProcessor.Current"/> gave it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(int processor, long valueNs)
    {
        valueNs = Math.Clamp(valueNs, 0, ValueNsMax);
        Shard shard = _shards[processor];
        Interlocked.Increment(ref shard.Counts[BucketOf(valueNs)]);
        if (valueNs > Volatile.Read(ref shard.MaxNs))
            RaiseMax(shard, valueNs);
    }

    /// <summary>The sum of all shards. Records made meanwhile may or may not be in it.</summary>
    public HistogramSnapshot Snapshot()
    {
        long[] counts = ArrayPool<long>.Shared.Rent(BucketCount);
        Span<long> sums = counts.AsSpan(0, BucketCount);
        sums.Clear();
        long maxNs = 0;
        foreach (Shard shard in _shards)
        {
            for (int i = 0; i < sums.Length; i++)
                sums[i] += Volatile.Read(ref shard.Counts[i]);
            maxNs = Math.Max(maxNs, Volatile.Read(ref shard.MaxNs));
        }
        var snapshot = HistogramSnapshot.FromCounts(sums, maxNs);
        ArrayPool<long>.Shared.Return(counts);
        return snapshot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BucketOf(long valueNs)
    {
        int exponent = BitOperations.Log2((ulong)valueNs | (HalfSteps - 1)) - (LinearBits - 2);
        exponent = Math.Max(exponent - 1, 0);
        return (exponent * HalfSteps) + (int)(valueNs >> exponent);
    }

    /// <summary>The smallest and the largest value that fall into a bucket.</summary>
    internal static (long LowNs, long HighNs) RangeOf(int bucket)
    {
        int exponent = Math.Max((bucket / HalfSteps) - 1, 0);
        long lowNs = (long)(bucket - (exponent * HalfSteps)) << exponent;
        return (lowNs, lowNs + (1L << exponent) - 1);
    }

    private static void RaiseMax(Shard shard, long valueNs)
    {
        long seen = Volatile.Read(ref shard.MaxNs);
        while (valueNs > seen)
        {
            long before = Interlocked.CompareExchange(ref shard.MaxNs, valueNs, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private sealed class Shard
    {
        public readonly long[] Counts = new long[BucketCount];
        public long MaxNs;
    }
}
