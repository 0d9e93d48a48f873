using System.Buffers;

namespace SwapStress.Primitives.Latency;

/// <summary>
/// A <see cref="LatencyHistogram"/> at one moment; immutable. All values are nanoseconds. It keeps the buckets that have values, a
/// few hundred of 4,352: a round takes some thirty snapshots, sums and differences.
/// </summary>
public sealed class HistogramSnapshot
{
    private readonly Bucket[] _buckets;

    private HistogramSnapshot(Bucket[] buckets, long maxNs)
    {
        _buckets = buckets;
        foreach (Bucket bucket in buckets)
            Count += bucket.Count;
        MaxNs = maxNs;
    }

    /// <summary>A snapshot without values.</summary>
    public static HistogramSnapshot Empty { get; } = new([], 0);

    /// <summary>Recorded values.</summary>
    public long Count { get; }

    /// <summary>The buckets that have values, from the lowest.</summary>
    internal ReadOnlySpan<Bucket> Buckets => _buckets;

    /// <summary>Largest recorded value, exact.</summary>
    public long MaxNs { get; }

    /// <summary>Arithmetic mean over the bucket mid-points (within 0.4 % of the exact one), or 0 without values.</summary>
    public double MeanNs => Count == 0 ? 0 : WeightedSum(middleNs => middleNs) / Count;

    /// <summary>Standard deviation over the bucket mid-points, or 0 without values.</summary>
    public double StandardDeviationNs
    {
        get
        {
            double meanNs = MeanNs;
            return Count == 0
                ? 0
                : Math.Sqrt(WeightedSum(middleNs => (middleNs - meanNs) * (middleNs - meanNs)) / Count);
        }
    }

    /// <summary>
    /// The value that <paramref name="percentile"/> per cent of the records do not exceed, rounded up within its
    /// bucket and never above <see cref="MaxNs"/>; 0 without values.
    /// </summary>
    /// <param name="percentile">From 0 to 100.</param>
    public long PercentileNs(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        if (Count == 0)
            return 0;
        long rank = Math.Max(1, (long)Math.Ceiling(percentile / 100 * Count));
        long seen = 0;
        foreach (Bucket bucket in _buckets)
        {
            seen += bucket.Count;
            if (seen >= rank)
                return Math.Min(bucket.HighNs, MaxNs);
        }
        return MaxNs;
    }

    /// <summary>Each bucket with a value in it, from the lowest: the value in its middle, and how many there are.</summary>
    public IEnumerable<(double MiddleNs, long Count)> Values() =>
        _buckets.Select(bucket => (bucket.MiddleNs, bucket.Count));

    /// <summary>Values not above <paramref name="valueNs"/>, to the resolution of a bucket.</summary>
    public long CountUpTo(long valueNs)
    {
        int last = LatencyHistogram.BucketOf(Math.Clamp(valueNs, 0, LatencyHistogram.ValueNsMax));
        long count = 0;
        foreach (Bucket bucket in _buckets)
        {
            if (bucket.Index > last)
                break;
            count += bucket.Count;
        }
        return count;
    }

    /// <summary>What was recorded after <paramref name="earlier"/> was taken from the same histogram.</summary>
    /// <remarks>The maximum of the difference is known only to the resolution of a bucket.</remarks>
    public HistogramSnapshot Since(HistogramSnapshot earlier)
    {
        if (earlier.Count == 0)
            return this;
        if (earlier.Count == Count)
            return Empty;
        Bucket[] buckets = Merge(this, earlier, sign: -1);
        return new HistogramSnapshot(buckets, buckets.Length == 0 ? 0 : Math.Min(buckets[^1].HighNs, MaxNs));
    }

    /// <summary>The records of both.</summary>
    public HistogramSnapshot Plus(HistogramSnapshot other)
    {
        // Most rounds have no value in some of theirs, and long runs add up many.
        if (other.Count == 0)
            return this;
        if (Count == 0)
            return other;
        return new HistogramSnapshot(Merge(this, other, sign: 1), Math.Max(MaxNs, other.MaxNs));
    }

    /// <summary>The snapshot with some records in each of all buckets.</summary>
    internal static HistogramSnapshot FromCounts(ReadOnlySpan<long> counts, long maxNs)
    {
        var buckets = new Bucket[counts.Length - counts.Count(0L)];
        int used = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            if (counts[index] != 0)
                buckets[used++] = new Bucket(index, counts[index]);
        }
        return new HistogramSnapshot(buckets, maxNs);
    }

    /// <summary>
    /// Writes the percentile distribution as HdrHistogram's <c>outputPercentileDistribution</c> does, which its
    /// plotters read: value, percentile, total count, 1/(1-percentile); values in nanoseconds.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="ticksPerHalfDistance">Lines for each halving of the distance to 100 %.</param>
    public void WritePercentiles(TextWriter writer, int ticksPerHalfDistance = 5)
    {
        writer.Write("       Value     Percentile TotalCount 1/(1-Percentile)\n\n");
        double percentile = 0;
        while (Count > 0)
        {
            long valueNs = PercentileNs(percentile);
            long upTo = CountUpTo(valueNs);
            if (upTo >= Count)
                break;
            writer.Write(
                $"{valueNs, 12:F3} {percentile / 100, 2:F12} {upTo, 10} {1 / (1 - (percentile / 100)), 14:F2}\n"
            );
            double halvings = Math.Floor(Math.Log2(100 / (100 - percentile))) + 1;
            percentile += 100 / (ticksPerHalfDistance * Math.Pow(2, halvings));
        }
        if (Count > 0)
            writer.Write($"{MaxNs, 12:F3} {1.0, 2:F12} {Count, 10}\n");
        writer.Write($"#[Mean    = {MeanNs, 12:F3}, StdDeviation   = {StandardDeviationNs, 12:F3}]\n");
        writer.Write($"#[Max     = {MaxNs, 12:F3}, Total count    = {Count, 12}]\n");
        writer.Write(
            $"#[Buckets = {LatencyHistogram.BucketCount, 12}, SubBuckets     = {LatencyHistogram.SubBuckets, 12}]\n"
        );
    }

    private double WeightedSum(Func<double, double> ofMiddleNs) =>
        _buckets.Sum(bucket => ofMiddleNs(bucket.MiddleNs) * bucket.Count);

    /// <summary>The counts of one, and those of the other added or taken away; what comes to nothing is left out.</summary>
    private static Bucket[] Merge(HistogramSnapshot one, HistogramSnapshot other, int sign)
    {
        Bucket[] merged = ArrayPool<Bucket>.Shared.Rent(one._buckets.Length + other._buckets.Length);
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < one._buckets.Length || j < other._buckets.Length)
        {
            int left = i < one._buckets.Length ? one._buckets[i].Index : int.MaxValue;
            int right = j < other._buckets.Length ? other._buckets[j].Index : int.MaxValue;
            long count = left <= right ? one._buckets[i++].Count : 0;
            count += right <= left ? sign * other._buckets[j++].Count : 0;
            if (count != 0)
                merged[length++] = new Bucket(Math.Min(left, right), count);
        }
        Bucket[] buckets = merged[..length];
        ArrayPool<Bucket>.Shared.Return(merged);
        return buckets;
    }

    /// <summary>A bucket with values.</summary>
    /// <param name="Index">Its number in <see cref="LatencyHistogram"/>.</param>
    /// <param name="Count">Its values.</param>
    internal readonly record struct Bucket(int Index, long Count)
    {
        public long HighNs => LatencyHistogram.RangeOf(Index).HighNs;

        public double MiddleNs
        {
            get
            {
                (long lowNs, long highNs) = LatencyHistogram.RangeOf(Index);
                return (lowNs + highNs) / 2.0;
            }
        }
    }
}
