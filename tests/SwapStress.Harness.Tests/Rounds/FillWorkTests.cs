using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Primitives;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Rounds;

/// <summary>Workers that add and fill, and the check that knows what they leave behind.</summary>
public sealed class FillWorkTests
{
    private const int PageCount = RunFixture.PageCount;
    private readonly RunFixture _fixture = new();

    [Theory]
    [InlineData(5)]
    [InlineData(70)]
    public void A_sound_region_is_good(int threads)
    {
        RunResult run = Run(new FakeRegion(PageCount), threads);
        Assert.Equal(0, run.Strategies[0].Defects);
        Assert.False(run.Strategies[0].HasDataLoss);
        Assert.Equal(2L * threads * PageCount, run.Strategies[0].Updates);
    }

    [Fact]
    public void A_page_that_lost_updates_has_the_lines_of_its_counter()
    {
        Run(new FakeRegion(PageCount, new ForcedLoss(0, 90, 3)), threads: 5);
        Assert.Equal(3, Assert.Single(_fixture.Rounds[0].Verification.Pages).Lost);
        Assert.Empty(_fixture.Rounds[0].Verification.Misloads);
    }

    [Theory]
    // The last filled line (of 5 updates), the first that must still be what was populated, the last of the page.
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(63)]
    public void A_line_that_the_counter_does_not_explain_is_a_misload(int line)
    {
        var region = new FakeRegion(PageCount)
        {
            BeforeRead = (page, bytes) => bytes.Span[(line * 64) + 9] ^= (byte)(page == 2 ? 1 : 0),
            Causes = _ => new(0, 0, 0, 1),
        };
        RunResult run = Run(region, threads: 5);
        MisloadFinding misload = Assert.Single(_fixture.Rounds[0].Verification.Misloads);
        Assert.Equal(2 * PageSize.Bytes, misload.Offset);
        Assert.Equal(0, run.Strategies[0].Defects);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    [Fact]
    public void A_counter_that_went_back_without_its_lines_is_a_misload()
    {
        var region = new FakeRegion(PageCount)
        {
            BeforeRead = (page, bytes) => bytes.Span[0] -= (byte)(page == 2 ? 1 : 0),
            Causes = _ => new(1, 0, 0, 0),
        };
        Run(region, threads: 5);
        Assert.Equal(2 * PageSize.Bytes, Assert.Single(_fixture.Rounds[0].Verification.Misloads).Offset);
    }

    private RunResult Run(FakeRegion region, int threads) =>
        _fixture.Run(
            RunFixture.Options(FakeRegions.PrepareTick) with
            {
                Threads = threads,
                Work = WorkKind.Fill,
                Content = new ContentSpec(ContentKind.Zero),
            },
            ("prepare-tick", region)
        );
}
