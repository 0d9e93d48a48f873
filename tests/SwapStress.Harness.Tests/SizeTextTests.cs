namespace SwapStress.Harness.Tests;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("4K", 4096)]
    [InlineData("32M", 32L << 20)]
    [InlineData("32m", 32L << 20)]
    [InlineData("32MB", 32L << 20)]
    [InlineData("32MiB", 32L << 20)]
    [InlineData("10G", 10L << 30)]
    [InlineData("1T", 1L << 40)]
    [InlineData("8388607T", 8388607L << 40)]
    public void Sizes_are_read(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out long parsed, out _));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("-1M")]
    [InlineData("+1M")]
    [InlineData("32Q")]
    [InlineData("32 M")]
    [InlineData("32MM")]
    [InlineData("1.5G")]
    [InlineData("NaN")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("٣")]
    [InlineData("99999999999T")]
    [InlineData("8388608T")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(SizeText.TryParse(text, out _, out string problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4096, "4K")]
    [InlineData(4097, "4097")]
    [InlineData(32L << 20, "32M")]
    [InlineData((32L << 20) + 4096, "32772K")]
    [InlineData(1L << 50, "1024T")]
    public void Sizes_are_written_as_they_are_read(long bytes, string text)
    {
        Assert.Equal(text, SizeText.Format(bytes));
        Assert.True(SizeText.TryParse(text, out long parsed, out _));
        Assert.Equal(bytes, parsed);
    }
}
