using SwapStress.Stress.Report.Charts;

namespace SwapStress.Stress.Tests.Report;

/// <summary>Where the charts of reports put values, and which of them they name.</summary>
public sealed class AxisTests
{
    [Theory]
    [InlineData(10, 5, 2)]
    [InlineData(7, 10, 1)]
    [InlineData(0.9, 5, 0.2)]
    [InlineData(2501, 5, 1000)]
    [InlineData(1e9, 10, 1e8)]
    [InlineData(0.3, 3, 0.1)]
    public void A_step_is_the_smallest_nice_one_that_is_not_too_many(double span, int steps, double expected) =>
        Assert.Equal(expected, NiceStep.Of(span, steps), expected * 1e-9);

    [Fact]
    public void Rounds_are_whole_numbers()
    {
        Assert.Equal(["0", "1", "2"], Labels(new LinearAxis(-0.5, 2.5), 10));
        Assert.Equal(["0"], Labels(new LinearAxis(-0.5, 0.5), 10));
        Assert.Equal(["0", "2,000", "4,000", "6,000", "8,000", "10,000"], Labels(new LinearAxis(-0.5, 10_000.5), 7));
        Assert.Equal(0.5, new LinearAxis(-0.5, 0.5).At(0));
    }

    [Fact]
    public void Each_nine_is_as_far_from_the_one_before()
    {
        var axis = new NinesAxis(100_000);
        Assert.Equal(0, axis.At(0));
        Assert.Equal(0.2, axis.At(0.9), 9);
        Assert.Equal(0.4, axis.At(0.99), 9);
        Assert.Equal(0.6, axis.At(0.999), 9);
        Assert.Equal(1, axis.At(0.99999), 9);
        Assert.Equal(1, axis.At(1));
        Assert.Equal(0.060206, axis.At(0.5), 6);
        Assert.Equal(["0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %"], Labels(axis, 10));
        Assert.Equal(["0 %", "99 %", "99.99 %"], Labels(axis, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_distribution_of_few_values_has_an_axis_too(long count) =>
        Assert.Equal(["0 %", "90 %", "99 %"], Labels(new NinesAxis(count), 10));

    [Fact]
    public void A_logarithmic_axis_begins_and_ends_at_powers_of_ten()
    {
        var axis = new LogAxis(1_500, 80_000_000, LatencyText.Format);
        Assert.Equal(["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms"], Labels(axis, 10));
        Assert.Equal(0, axis.At(1_000));
        Assert.Equal(0.2, axis.At(10_000), 9);
        Assert.Equal(1, axis.At(100_000_000), 9);
        // Every other one is a line without a text.
        Assert.Equal(["1 µs", "100 µs", "10 ms"], Labels(axis, 3));
        Assert.Equal(6, axis.Ticks(3).Count);
    }

    [Fact]
    public void A_short_one_names_twos_and_fives() =>
        Assert.Equal(["1 ms", "2 ms", "5 ms"], Labels(new LogAxis(1_100_000, 3_000_000, LatencyText.Format), 10));

    [Theory]
    [InlineData(1, 1, "1 ns|2 ns")]
    [InlineData(1_000, 1_000, "1 µs|2 µs")]
    [InlineData(1_639, 2_100, "1 µs|2 µs|5 µs")]
    [InlineData(1_000, 100_000, "1 µs|2 µs|5 µs|10 µs|20 µs|50 µs|100 µs")]
    [InlineData(999, 100_000, "100 ns|1 µs|10 µs|100 µs")]
    [InlineData(1, 101, "1 ns|10 ns|100 ns|1 µs")]
    public void Values_that_are_alike_have_an_axis_too(double min, double max, string expected) =>
        Assert.Equal(expected.Split('|'), Labels(new LogAxis(min, max, LatencyText.Format), 10));

    [Fact]
    public void Zero_has_a_place_below_the_first_power()
    {
        var axis = new LogAxis(1, 900, value => $"{value:0}", hasZero: true);
        Assert.Equal(0, axis.At(0));
        Assert.InRange(axis.At(1), 0.05, 0.1);
        Assert.Equal(1, axis.At(1_000), 9);
        Assert.Equal(["0", "1", "10", "100", "1000"], Labels(axis, 10));
    }

    [Theory]
    [InlineData(0.4, 6, "0|0.1 s|0.2 s|0.3 s|0.4 s")]
    [InlineData(8, 6, "0|2 s|4 s|6 s|8 s")]
    [InlineData(75, 6, "0|15 s|30 s|45 s|60 s|75 s")]
    [InlineData(1500, 7, "0|5 min|10 min|15 min|20 min|25 min")]
    [InlineData(7380, 6, "0|30 min|1:00 h|1:30 h|2:00 h")]
    [InlineData(28_800, 6, "0|2 h|4 h|6 h|8 h")]
    [InlineData(1_000_000, 6, "0|7 d")]
    public void Time_is_marked_as_on_a_clock(double seconds, int max, string expected) =>
        Assert.Equal(expected.Split('|'), Labels(new TimeAxis(seconds), max));

    [Theory]
    [InlineData(1, "1 ns")]
    [InlineData(999.9999999999, "1 µs")]
    [InlineData(1_234, "1.23 µs")]
    [InlineData(15_300_000, "15.3 ms")]
    [InlineData(153_000_000, "153 ms")]
    [InlineData(2_448_026_655, "2.45 s")]
    public void Latencies_have_three_digits(double ns, string expected) =>
        Assert.Equal(expected, LatencyText.Format(ns));

    [Theory]
    [InlineData(63, "63 ns")]
    [InlineData(999.7, "1.00 µs")]
    [InlineData(2_000, "2.00 µs")]
    [InlineData(12_000_000, "12.0 ms")]
    [InlineData(2_448_026_655, "2.45 s")]
    public void In_a_column_they_are_equally_long(double ns, string expected) =>
        Assert.Equal(expected, LatencyText.Figure(ns));

    private static string[] Labels(IAxis axis, int max) =>
        [.. axis.Ticks(max).Select(tick => tick.Label).Where(label => label.Length > 0)];
}
