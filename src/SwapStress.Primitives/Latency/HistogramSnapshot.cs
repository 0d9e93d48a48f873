namespace SwapStress.Primitives.Latency;

/// <summary>A <see cref="LatencyHistogram"/> at one moment; immutable. All values are nanoseconds.</summary>
public sealed class HistogramSnapshot
{
    private readonly long[] _counts;

    internal HistogramSnapshot(long[] counts, long maxNs)
    {
        _counts = counts;
        Count = counts.Sum();
        MaxNs = maxNs;
    }

    /// <summary>A snapshot without values.</summary>
    public static HistogramSnapshot Empty { get; } = new(new long[LatencyHistogram.BucketCount], 0);

    /// <summary>Recorded values.</summary>
    public long Count { get; }

    /// <summary>Records of each bucket.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

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
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return Math.Min(LatencyHistogram.RangeOf(bucket).HighNs, MaxNs);
        }
        return MaxNs;
    }

    /// <summary>Each bucket with a value in it, from the lowest: the value in its middle, and how many there are.</summary>
    public IEnumerable<(double MiddleNs, long Count)> Values()
    {
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            if (_counts[bucket] == 0)
                continue;
            (long lowNs, long highNs) = LatencyHistogram.RangeOf(bucket);
            yield return ((lowNs + highNs) / 2.0, _counts[bucket]);
        }
    }

    /// <summary>Values not above <paramref name="valueNs"/>, to the resolution of a bucket.</summary>
    public long CountUpTo(long valueNs)
    {
        int last = LatencyHistogram.BucketOf(Math.Clamp(valueNs, 0, LatencyHistogram.ValueNsMax));
        long count = 0;
        for (int bucket = 0; bucket <= last; bucket++)
            count += _counts[bucket];
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
        var counts = new long[_counts.Length];
        int highest = -1;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            counts[bucket] = _counts[bucket] - earlier._counts[bucket];
            if (counts[bucket] > 0)
                highest = bucket;
        }
        long maxNs = highest < 0 ? 0 : Math.Min(LatencyHistogram.RangeOf(highest).HighNs, MaxNs);
        return new HistogramSnapshot(counts, maxNs);
    }

    /// <summary>The records of both.</summary>
    public HistogramSnapshot Plus(HistogramSnapshot other)
    {
        // Most rounds have no value in some of theirs, and long runs add up many.
        if (other.Count == 0)
            return this;
        if (Count == 0)
            return other;
        var counts = new long[_counts.Length];
        for (int bucket = 0; bucket < counts.Length; bucket++)
            counts[bucket] = _counts[bucket] + other._counts[bucket];
        return new HistogramSnapshot(counts, Math.Max(MaxNs, other.MaxNs));
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

    private double WeightedSum(Func<double, double> ofMiddleNs)
    {
        double sum = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            if (_counts[bucket] == 0)
                continue;
            (long lowNs, long highNs) = LatencyHistogram.RangeOf(bucket);
            sum += ofMiddleNs((lowNs + highNs) / 2.0) * _counts[bucket];
        }
        return sum;
    }
}
