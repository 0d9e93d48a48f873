using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Primitives.Latency;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Figures;

/// <summary>Rules that each counter follows, over random ones of which some are unknown.</summary>
public sealed class CountersTests
{
    private const int Tries = 200;
    private readonly Random _random = new(20261129);

    [Fact]
    public void A_sum_is_that_of_its_parts_and_its_parts_are_what_happened_since()
    {
        ForEach(
            CounterKind.Sum,
            (one, other, sum, counter) =>
            {
                Assert.Equal((one[counter] ?? 0) + (other[counter] ?? 0), sum[counter] ?? 0);
                Assert.Equal(other[counter] ?? 0, sum.Since(one)[counter] ?? 0);
            }
        );
    }

    [Fact]
    public void A_level_is_the_later_one_a_maximum_the_larger_and_a_setting_the_earlier()
    {
        ForEach(CounterKind.Level, (one, other, sum, c) => Assert.Equal(other[c] ?? one[c], sum[c]));
        ForEach(CounterKind.Setting, (one, other, sum, c) => Assert.Equal(one[c] ?? other[c], sum[c]));
        ForEach(CounterKind.Max, (one, other, sum, c) => Assert.Equal(new[] { one[c], other[c] }.Max(), sum[c]));
        foreach (CounterKind kind in new[] { CounterKind.Level, CounterKind.Max })
            ForEach(kind, (one, other, _, c) => Assert.Equal(other[c], other.Since(one)[c]));
    }

    [Fact]
    public void The_first_loss_is_the_first_of_all_the_time()
    {
        ForEach(
            CounterKind.Moment,
            (one, other, sum, c) => Assert.Equal(one[c] ?? ((one[Counter.Elapsed] ?? 0) + other[c]), sum[c])
        );
    }

    [Fact]
    public void What_nobody_counts_is_unknown_in_sums_and_what_somebody_does_is_known()
    {
        foreach (CounterKind kind in Enum.GetValues<CounterKind>())
            ForEach(
                kind,
                (one, other, sum, c) =>
                {
                    Assert.Equal(one[c] is null && other[c] is null, sum[c] is null);
                    Assert.Equal(one[c] is null, one.Since(other)[c] is null);
                }
            );
    }

    [Fact]
    public void Sums_do_not_depend_on_how_they_are_made()
    {
        for (int i = 0; i < Tries; i++)
        {
            Counters[] three = [Next(), Next(), Next()];
            Counters left = three[0].Plus(three[1]).Plus(three[2]);
            Counters right = three[0].Plus(three[1].Plus(three[2]));
            Assert.Equal(Counters.All.Select(c => left[c]), Counters.All.Select(c => right[c]));
        }
    }

    [Fact]
    public void A_kernel_does_not_tell_what_a_model_does_and_neither_begins_without_what_it_tells()
    {
        Tally kernel = Tally.ZeroOf(StrategyInfo.Kernel);
        Tally model = Tally.ZeroOf(FakeRegions.None);
        Assert.Equal((0, null, 0L), (kernel[Counter.MajorFaults], kernel[Counter.Refaults], model[Counter.Refaults]));
        Assert.Null(kernel.Events);
        Assert.Equal((0, null), (model.Events, model[Counter.ZswapStores]));
        Assert.Null(kernel.Latencies[Latency.Wait]);
        Assert.Null(kernel.Plus(kernel).Since(kernel).Latencies[Latency.Wait]);
        Assert.Equal(0, model.Latencies[Latency.Wait]?.Count);
        Assert.All(Counters.All, c => Assert.True(kernel[c] is null || model[c] is not null, $"{c}"));
    }

    [Fact]
    public void Distributions_add_up_part_by_part()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(0, 1_000);
        HistogramSnapshot first = histogram.Snapshot();
        histogram.Record(0, 9_000);
        var one = new Latencies { [Latency.Total] = first };
        var both = new Latencies { [Latency.Total] = histogram.Snapshot(), [Latency.Read] = first };
        Assert.Equal((1, 1), (both.Since(one)[Latency.Total]?.Count, both.Since(one)[Latency.Read]?.Count));
        Assert.Equal((3, 1), (both.Plus(one)[Latency.Total]?.Count, one.Plus(both)[Latency.Read]?.Count));
        Assert.Null(both.Plus(one)[Latency.Wait]);
    }

    private void ForEach(CounterKind kind, Action<Counters, Counters, Counters, Counter> check)
    {
        Counter[] counters = [.. Counters.All.Where(counter => FigureTable.Default[counter].Kind == kind)];
        Assert.NotEmpty(counters);
        for (int i = 0; i < Tries; i++)
        {
            Counters one = Next();
            Counters other = Next();
            Counters sum = one.Plus(other);
            Assert.All(counters, counter => check(one, other, sum, counter));
        }
    }

    private Counters Next() => Counters.Each(_ => _random.Next(4) == 0 ? null : _random.Next(1_000));
}
