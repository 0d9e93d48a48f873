namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What zram-swap.sh checks before it looks at the machine.</summary>
public sealed class ZramSwapUsageTests
{
    [Theory]
    [InlineData("", "no command; write up [SIZE] [ALGORITHM] or down.")]
    [InlineData("on", "unknown command 'on'; write up [SIZE] [ALGORITHM] or down.")]
    [InlineData("down now", "unexpected argument 'now'; write down alone.")]
    [InlineData("up 32Q", "SIZE '32Q' is no size; write it as 4096K, 32M or 10G.")]
    [InlineData("up 1.5G", "SIZE '1.5G' is no size")]
    [InlineData("up 0", "SIZE 0 is too small; the smallest is ")]
    [InlineData("up 4M8", "SIZE '4M8' is no size")]
    [InlineData("up 99999999T", "SIZE 99999999T is too large")]
    [InlineData("up 99999999999999999999", "is too large")]
    [InlineData("up 2000001", "is no whole number of ")]
    [InlineData("up 1M 2M", "SIZE is given twice; give it once.")]
    [InlineData("up lz5", "unknown argument 'lz5'; write a size such as 32M, then lz4, lzo-rle or zstd.")]
    [InlineData("up 1M lz5", "unknown argument 'lz5'")]
    [InlineData("up --size", "unknown argument '--size'")]
    [InlineData("up 1M lz4 zstd", "unexpected argument 'zstd'; write up [SIZE] [ALGORITHM].")]
    public async Task A_usage_error_is_one_line_and_exit_2(string arguments, string text)
    {
        Session session = await ZramSwapScript.RunAsync(
            null,
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        ZramSwapScript.Refused(session, text, code: 2);
        Assert.EndsWith(" See 'zram-swap.sh --help'.\n", session.Errors);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("up --help")]
    [InlineData("down --help")]
    public async Task Help_is_shown(string arguments) =>
        ZramSwapScript.Succeeded(
            await ZramSwapScript.RunAsync(null, arguments.Split(' ')),
            "zram-swap.sh up [SIZE] [ALGORITHM]"
        );
}
