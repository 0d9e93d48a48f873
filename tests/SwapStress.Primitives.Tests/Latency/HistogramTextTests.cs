using SwapStress.Primitives.Latency;

namespace SwapStress.Primitives.Tests.Latency;

public sealed class HistogramTextTests
{
    /// <summary>What org.HdrHistogram 2.1.11 writes for a Histogram(1, 2^40 - 1, 2) with <see cref="Values"/>.</summary>
    private const string OfHdrHistogram =
        "HISTFAAAADB4nJNpmSzMwMAgxAABTFCaEYj/g4D9B6gEy09mJqaPzCwfhZle8zItlWICACeVDEU=";

    private static readonly long[] Values = [0, 1, 1, 255, 256, 1_000, 1_003, 1_000_000, 123_456_789, (1L << 40) - 1];

    [Fact]
    public void It_is_what_HdrHistogram_writes()
    {
        Assert.True(HistogramText.TryDecode(OfHdrHistogram, long.MaxValue, out HistogramSnapshot? theirs));
        HistogramSnapshot ours = Of(Values);
        Assert.Equal(ours.Buckets, theirs.Buckets);
        Assert.Equal(ours.MaxNs, theirs.MaxNs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void What_is_written_is_read(int seed)
    {
        var random = new Random(seed);
        for (int values = 0; values < 3_000; values = (values * 2) + 1)
        {
            HistogramSnapshot written = Of([
                .. Enumerable.Range(0, values).Select(_ => (long)Math.Exp(random.NextDouble() * 30)),
            ]);
            Assert.True(HistogramText.TryDecode(HistogramText.Encode(written), written.MaxNs, out var read));
            Assert.Equal(written.Buckets, read.Buckets);
            Assert.Equal((written.Count, written.MaxNs), (read.Count, read.MaxNs));
        }
    }

    [Fact]
    public void Large_counts_are_kept()
    {
        HistogramSnapshot sum = Of(5);
        for (int i = 0; i < 62; i++)
            sum = sum.Plus(sum);
        Assert.True(HistogramText.TryDecode(HistogramText.Encode(sum), 5, out HistogramSnapshot? read));
        Assert.Equal(1L << 62, read.Count);
    }

    [Fact]
    public void A_maximum_outside_of_the_highest_bucket_is_brought_into_it()
    {
        string text = HistogramText.Encode(Of(1_000));
        Assert.True(HistogramText.TryDecode(text, 0, out HistogramSnapshot? low));
        Assert.True(HistogramText.TryDecode(text, long.MaxValue, out HistogramSnapshot? high));
        Assert.Equal((1_000, 1_003), (low.MaxNs, high.MaxNs));
    }

    [Fact]
    public void Whatever_is_damaged_is_refused_or_another_histogram()
    {
        string text = HistogramText.Encode(Of(Values));
        Assert.False(HistogramText.TryDecode("", 0, out _));
        Assert.False(HistogramText.TryDecode("HISTFAAAA", 0, out _));
        for (int length = 0; length < text.Length; length++)
            Assert.False(HistogramText.TryDecode(text[..length], 0, out _));
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            char[] damaged = text.ToCharArray();
            damaged[random.Next(damaged.Length)] = (char)random.Next(33, 127);
            if (HistogramText.TryDecode(new string(damaged), 0, out HistogramSnapshot? read))
                Assert.True(read.Count >= 0);
        }
    }

    private static HistogramSnapshot Of(params long[] values)
    {
        var histogram = new LatencyHistogram();
        foreach (long value in values)
            histogram.Record(value);
        return histogram.Snapshot();
    }
}
