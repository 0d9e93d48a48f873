using SwapStress.Store.Compression;

namespace SwapStress.Store.Tests.Compression;

public sealed class CodecSpecTests
{
    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("zstd:1")]
    [InlineData("zstd:22")]
    [InlineData("zstd:-7")]
    [InlineData("zstd,dict")]
    [InlineData("zstd:3,dict")]
    public void A_spec_reads_back_as_written(string text)
    {
        Assert.True(CodecSpec.TryParse(text, out CodecSpec spec, out string? error), error);
        Assert.Equal(text, spec.ToString());
        Assert.True(CodecSpec.TryParse(spec.ToString(), out CodecSpec again, out _));
        Assert.Equal(spec, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lzo")]
    [InlineData("LZ4")]
    [InlineData("lz4:1")]
    [InlineData("zstd:")]
    [InlineData("zstd:0")]
    [InlineData("zstd:23")]
    [InlineData("zstd:-8")]
    [InlineData("zstd:x")]
    [InlineData("zstd:1:2")]
    [InlineData("zstd: 1")]
    [InlineData("lz4,dict")]
    [InlineData("zstd,")]
    [InlineData("zstd,dict,dict")]
    [InlineData("zstd,dict:3")]
    [InlineData("zstd:3,dictionary")]
    [InlineData(",dict")]
    public void Anything_else_is_refused_in_one_line_that_says_what_to_write(string? text)
    {
        Assert.False(CodecSpec.TryParse(text, out _, out string? error));
        Assert.Contains("write '", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }
}
