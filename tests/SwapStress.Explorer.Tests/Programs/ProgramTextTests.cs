using SwapStress.Explorer.Programs;

namespace SwapStress.Explorer.Tests.Programs;

public sealed class ProgramTextTests
{
    [Theory]
    [InlineData("T0: inc 0")]
    [InlineData("T0: inc 0; T1: inc 0, pageout 0")]
    [InlineData("setup: inc 0, pageout 0; T0: read 0, fill 1; T1: writeback; T2: zap 15")]
    public void A_program_reads_back_what_it_writes(string text)
    {
        (IReadOnlyList<Operation> setup, IReadOnlyList<IReadOnlyList<Operation>> threads) = ProgramText.Parse(text);
        Assert.Equal(text, ProgramText.Describe(setup, threads));
    }

    [Theory]
    [InlineData("", "no thread")]
    [InlineData("setup: inc 0", "no thread")]
    [InlineData("inc 0", "write T0: inc 0")]
    [InlineData("T1: inc 0", "where T0 is due")]
    [InlineData("T0: inc 0; T0: inc 0", "where T1 is due")]
    [InlineData("T0: inc 0; setup: inc 0", "after setup")]
    [InlineData("T0: add 0", "is no operation")]
    [InlineData("T0: inc", "names no page")]
    [InlineData("T0: inc 16", "the pages are 0 to 15")]
    [InlineData("T0: inc 99999999999", "names no page")]
    [InlineData("T0: writeback 3", "write writeback")]
    [InlineData("T0:", "is no operation")]
    public void What_is_no_program_is_told_how_to_write_one(string text, string says)
    {
        FormatException error = Assert.Throws<FormatException>(() => ProgramText.Parse(text));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
