using System.Diagnostics.Metrics;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Races;
using SwapStress.Stress.Metrics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Metrics;

public sealed class RunMetricsTests
{
    [Fact]
    public void Each_value_is_the_last_that_the_monitor_saw()
    {
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        metrics.Update(Progress.Of(Progress.None(HistogramSnapshot.Empty, lost: 6), Progress.Fixed));
        metrics.Update(Progress.Of(Progress.None(HistogramSnapshot.Empty), Progress.Fixed));
        (string Name, double Value)[] expected =
        [
            ("swapstress.updates none", 300),
            ("swapstress.updates prepare-tick", 301),
            ("swapstress.lost_updates none", 7),
            ("swapstress.lost_updates prepare-tick", 0),
            ("swapstress.misloads none", 1),
            ("swapstress.rounds none", 2),
            ("swapstress.major_faults prepare-tick", 41),
            ("swapstress.refaults none", 11),
            ("swapstress.swap_outs none", 12),
            ("swapstress.store.data.size none", 8192),
            ("swapstress.store.compressed.size none", 2048),
            ("swapstress.store.memory.usage none", 4096),
            ("swapstress.store.compression_ratio none", 4),
            ("swapstress.round.progress", 0.25),
            ("swapstress.workers", 5),
            ("swapstress.process.memory.usage", 4096),
            ("swapstress.process.thread.count", 44),
            ("swapstress.process.handle.count", 33),
        ];
        Assert.All(expected, pair => Assert.Equal(pair.Value, listener.Last(pair.Name)));
        // Nothing is stored, so there is no ratio.
        Assert.DoesNotContain("swapstress.store.compression_ratio prepare-tick", listener.Heard.Keys);
    }

    [Fact]
    public void What_nobody_counts_of_a_kernel_has_no_measurement()
    {
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        RegionStatistics counted = RegionStatistics.Zero with { MajorFaults = 41, SwapOuts = 0 };
        metrics.Update(Progress.Of(new StrategyProgress(StrategyInfo.Kernel, 2, 300, 0) { Statistics = counted }));
        Assert.Equal(41, listener.Last("swapstress.major_faults kernel"));
        Assert.Equal(0, listener.Last("swapstress.swap_outs kernel"));
        Assert.Equal(
            ["lost_updates", "major_faults", "misloads", "rounds", "swap_ins", "swap_outs", "updates"],
            listener
                .Heard.Keys.Where(name => name.EndsWith(" kernel", StringComparison.Ordinal))
                .Select(name => name["swapstress.".Length..^" kernel".Length])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_swap_in_is_recorded_once_in_seconds()
    {
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        var histogram = new LatencyHistogram();
        metrics.Update(Progress.Of(Progress.None(Progress.Latency(histogram, 1_000_000, 3))));
        metrics.Update(Progress.Of(Progress.None(histogram.Snapshot())));
        metrics.Update(Progress.Of(Progress.None(Progress.Latency(histogram, 2_000, 2))));
        List<double> heard = listener.Heard["swapstress.swap_in.duration none"];
        Assert.Equal([1e-3, 1e-3, 1e-3, 2e-6, 2e-6], heard.Select(seconds => Math.Round(seconds, 7)).ToArray(), Within);
        Assert.Equal(5, listener.Last("swapstress.swap_ins none"));
    }

    [Fact]
    public void Who_listens_late_hears_of_the_swap_ins_from_then_on()
    {
        using var metrics = new RunMetrics();
        var histogram = new LatencyHistogram();
        metrics.Update(Progress.Of(Progress.None(Progress.Latency(histogram, 1_000_000, 3))));
        using var listener = new Listener(metrics);
        metrics.Update(Progress.Of(Progress.None(Progress.Latency(histogram, 1_000, 1))));
        Assert.Single(listener.Heard["swapstress.swap_in.duration none"]);
    }

    [Fact]
    public void Of_very_many_swap_ins_a_million_is_recorded_in_proportion()
    {
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        var histogram = new LatencyHistogram();
        HistogramSnapshot one = Progress.Latency(histogram, 1_000, 1);
        HistogramSnapshot both = Progress.Latency(histogram, 2_000, 3);
        // 2^21 swap-ins of 1 us, and three times as many of 2 us.
        HistogramSnapshot many = Enumerable.Range(0, 21).Aggregate(both, (sum, _) => sum.Plus(sum));
        Assert.Equal(4L << 21, many.Count);
        metrics.Update(Progress.Of(Progress.None(many)));
        List<double> heard = listener.Heard["swapstress.swap_in.duration none"];
        Assert.Equal(SwapInDurations.ValuesMax, heard.Count);
        Assert.Equal(SwapInDurations.ValuesMax / 4, heard.Count(seconds => seconds < 1.5e-6));
        Assert.Equal(1, one.Count);
    }

    [Fact]
    public void Instruments_have_units_and_the_histogram_boundaries_from_500_ns_to_10_s()
    {
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        metrics.Update(Progress.Of(Progress.None(Progress.Latency(new LatencyHistogram(), 1_000, 1))));
        listener.Last("swapstress.updates none");
        Assert.All(
            listener.Instruments,
            instrument =>
                Assert.False(string.IsNullOrEmpty(instrument.Unit) || string.IsNullOrEmpty(instrument.Description))
        );
        var histogram = Assert.Single(listener.Instruments.OfType<Histogram<double>>());
        IReadOnlyList<double> boundaries = histogram.Advice!.HistogramBucketBoundaries!;
        Assert.Equal((5e-7, 10.0), (boundaries[0], boundaries[^1]));
        Assert.Equal(boundaries.Order().Distinct(), boundaries);
    }

    [Fact]
    public void A_race_tells_its_fix_apart()
    {
        Race race = RaceCatalogue.Default.All[0];
        StrategyInfo strategy = FakeRegions.None with { Race = race, IsFixed = true };
        using var metrics = new RunMetrics();
        using var listener = new Listener(metrics);
        StrategyProgress progress = Progress.None(HistogramSnapshot.Empty) with { Strategy = strategy };
        metrics.Update(
            Progress.Of(progress, progress with { Strategy = strategy with { IsFixed = false }, Updates = 9 })
        );
        Assert.Equal(300, listener.Last("swapstress.updates none on"));
        Assert.Equal(9, listener.Last("swapstress.updates none off"));
    }

    private static bool Within(double expected, double actual) => Math.Abs(expected - actual) <= expected / 100;
}
