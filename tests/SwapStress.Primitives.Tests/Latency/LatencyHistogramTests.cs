using SwapStress.Primitives.Latency;

namespace SwapStress.Primitives.Tests.Latency;

public sealed class LatencyHistogramTests
{
    private const double Resolution = 1.0 / 128;

    [Fact]
    public void Every_value_falls_into_the_bucket_whose_range_holds_it()
    {
        for (int power = 0; power < 40; power++)
        {
            foreach (long value in new[] { (1L << power) - 1, 1L << power, (1L << power) + (1L << power) / 3 })
            {
                (long low, long high) = LatencyHistogram.RangeOf(LatencyHistogram.BucketOf(value));
                Assert.InRange(value, low, high);
                Assert.True(high - low <= value * Resolution, $"{value}: {low} to {high}");
            }
        }
        Assert.Equal(LatencyHistogram.BucketCount - 1, LatencyHistogram.BucketOf(LatencyHistogram.ValueNsMax));
    }

    [Fact]
    public void The_values_of_a_snapshot_are_those_recorded_within_half_a_bucket()
    {
        var histogram = new LatencyHistogram();
        long[] recorded = [7, 7, 7, 1_000, 123_456, 5_000_000_000];
        foreach (long valueNs in recorded)
            histogram.Record(valueNs);
        double[] values =
        [
            .. histogram.Snapshot().Values().SelectMany(value => Enumerable.Repeat(value.MiddleNs, (int)value.Count)),
        ];
        Assert.Equal(recorded.Length, values.Length);
        Assert.All(
            recorded.Zip(values),
            pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, pair.First * Resolution / 2)
        );
    }

    [Fact]
    public void Buckets_follow_each_other_without_gap_or_overlap()
    {
        long next = 0;
        for (int bucket = 0; bucket < LatencyHistogram.BucketCount; bucket++)
        {
            (long low, long high) = LatencyHistogram.RangeOf(bucket);
            Assert.Equal(next, low);
            next = high + 1;
        }
        Assert.Equal(LatencyHistogram.ValueNsMax + 1, next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void Percentiles_agree_with_a_sorted_list(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        var values = new List<long>();
        for (int i = 0; i < 20_000; i++)
        {
            long value = (long)Math.Exp(random.NextDouble() * 20);
            values.Add(value);
            histogram.Record(value);
        }
        values.Sort();
        HistogramSnapshot snapshot = histogram.Snapshot();

        Assert.Equal(values.Count, snapshot.Count);
        Assert.Equal(values[^1], snapshot.MaxNs);
        Assert.InRange(snapshot.MeanNs, values.Average() * (1 - Resolution), values.Average() * (1 + Resolution));
        foreach (double percentile in new[] { 0, 1, 50, 90, 99, 99.9, 100 })
        {
            long exact = values[Math.Max(0, (int)Math.Ceiling(percentile / 100 * values.Count) - 1)];
            Assert.InRange(snapshot.PercentileNs(percentile), exact, exact * (1 + Resolution) + 1);
        }
    }

    [Fact]
    public void An_empty_histogram_has_zeros_and_says_so_in_the_file()
    {
        HistogramSnapshot snapshot = new LatencyHistogram().Snapshot();
        var text = new StringWriter();
        snapshot.WritePercentiles(text);

        Assert.Equal(0, snapshot.Count);
        Assert.Equal(0, snapshot.PercentileNs(99.9));
        Assert.Equal(0, snapshot.MeanNs);
        Assert.Contains("Total count    =            0", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_out_of_range_are_clamped_and_not_lost()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(-5);
        histogram.Record(long.MaxValue);

        HistogramSnapshot snapshot = histogram.Snapshot();
        Assert.Equal(2, snapshot.Count);
        Assert.Equal(0, snapshot.PercentileNs(1));
        Assert.Equal(LatencyHistogram.ValueNsMax, snapshot.MaxNs);
    }

    [Fact]
    public void The_difference_of_two_snapshots_holds_what_came_between()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(100);
        HistogramSnapshot before = histogram.Snapshot();
        histogram.Record(5000);
        histogram.Record(6000);

        HistogramSnapshot between = histogram.Snapshot().Since(before);
        Assert.Equal(2, between.Count);
        Assert.InRange(between.PercentileNs(0), 5000, 5000 * (1 + Resolution));
        Assert.InRange(between.MaxNs, 6000, 6000 * (1 + Resolution));
    }

    [Fact]
    public void The_file_has_the_columns_and_footer_that_plotters_of_HdrHistogram_read()
    {
        var histogram = new LatencyHistogram();
        for (int i = 1; i <= 1000; i++)
            histogram.Record(i * 1000);
        var text = new StringWriter();
        histogram.Snapshot().WritePercentiles(text);
        string[] lines = text.ToString().Split('\n');

        Assert.Equal("       Value     Percentile TotalCount 1/(1-Percentile)", lines[0]);
        Assert.Matches(@"^ *\d+\.\d{3} 0\.000000000000 +1 +1\.00$", lines[2]);
        Assert.Contains(lines, line => line.Contains(" 1.000000000000       1000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("#[Mean    =", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("#[Max     =  1000000.000, Total count    =         1000]", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Recording_from_many_threads_loses_nothing_and_allocates_nothing()
    {
        const int Threads = 8;
        const int Each = 50_000;
        var histogram = new LatencyHistogram();
        long[] allocated = new long[Threads];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(id => new Thread(() =>
                {
                    histogram.Record(1);
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    for (int i = 1; i < Each; i++)
                        histogram.Record(i);
                    allocated[id] = GC.GetAllocatedBytesForCurrentThread() - before;
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(Threads * Each, histogram.Snapshot().Count);
        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
    }
}
