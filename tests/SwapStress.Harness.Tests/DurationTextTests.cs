namespace SwapStress.Harness.Tests;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0ms", 0)]
    [InlineData("1ns", 1)]
    [InlineData("50us", 50_000)]
    [InlineData("1ms", 1_000_000)]
    [InlineData("1.5ms", 1_500_000)]
    [InlineData("30s", 30_000_000_000)]
    [InlineData("2m", 120_000_000_000)]
    [InlineData("8h", 28_800_000_000_000)]
    public void Durations_are_read(string text, long nanoseconds)
    {
        Assert.True(DurationText.TryParse(text, out long parsed, out _));
        Assert.Equal(nanoseconds, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ms")]
    [InlineData("1")]
    [InlineData("1m s")]
    [InlineData("1 ms")]
    [InlineData("-1ms")]
    [InlineData(".5ms")]
    [InlineData("5.ms")]
    [InlineData("1d")]
    [InlineData("NaN")]
    [InlineData("1e3ms")]
    [InlineData("9999999999h")]
    [InlineData("99999999999999999999999999999999h")]
    // Found by fuzzing: they were cut to 0 and to 1 ns.
    [InlineData("0.9ns")]
    [InlineData("1.0001us")]
    [InlineData("0.0000000000000000000000000000000001h")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(DurationText.TryParse(text, out _, out string problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1ns")]
    [InlineData(1_500_000, "1500us")]
    [InlineData(1_000_000, "1ms")]
    [InlineData(28_800_000_000_000, "8h")]
    public void Durations_are_written_as_they_are_read(long nanoseconds, string text)
    {
        Assert.Equal(text, DurationText.Format(nanoseconds));
        Assert.True(DurationText.TryParse(text, out long parsed, out _));
        Assert.Equal(nanoseconds, parsed);
    }
}
