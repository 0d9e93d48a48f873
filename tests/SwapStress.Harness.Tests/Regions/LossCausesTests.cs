using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Regions;

/// <summary>Whatever goes wrong with a page, the oracle must have seen why.</summary>
public sealed class LossCausesTests
{
    private const int PageCount = RunFixture.PageCount;
    private readonly RunFixture _fixture = new();

    [Fact]
    public void A_misload_that_only_a_worker_saw_and_no_event_explains_is_a_defect()
    {
        RunResult run = Run(new FakeRegion(PageCount) { SeenStamp = (page, stamp) => page == 8 ? 0xbad : stamp });
        Assert.True(Assert.Single(_fixture.Rounds[0].Verification.Misloads).IsDefect);
        Assert.Equal(2, run.Strategies[0].Defects);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
        Assert.StartsWith(
            "defect of this program: none (no fix) lost 0 updates and misloaded 2 pages",
            run.Verdict.Text
        );
    }

    [Fact]
    public void A_body_that_no_event_explains_is_a_defect()
    {
        RunResult run = Run(
            new FakeRegion(PageCount) { BeforeRead = (page, bytes) => bytes.Span[99] ^= (byte)(page == 2 ? 1 : 0) }
        );
        Assert.StartsWith("defect of this program", run.Verdict.Text);
    }

    [Fact]
    public void A_loss_that_was_foretold_and_that_no_event_explains_is_a_defect()
    {
        var region = new FakeRegion(PageCount, new ForcedLoss(0, 9, 2)) { Causes = _ => default };
        RunResult run = Run(region);
        PageFinding page = Assert.Single(_fixture.Rounds[0].Verification.Pages);
        Assert.False(page.IsDisagreement);
        Assert.True(page.IsDefect);
        Assert.StartsWith("defect of this program", run.Verdict.Text);
    }

    [Fact]
    public void Events_of_several_kinds_come_with_the_finding()
    {
        var causes = new LossCauses(1, 0, 0, 2);
        RunResult run = Run(new FakeRegion(PageCount, new ForcedLoss(0, 9, 2)) { Causes = _ => causes });
        PageFinding page = Assert.Single(_fixture.Rounds[0].Verification.Pages);
        Assert.Equal(causes, page.Causes);
        Assert.Equal((2, 3L), (causes.Kinds, causes.Total));
        Assert.Equal(0, run.Strategies[0].Defects);
    }

    [Fact]
    public void A_page_with_two_findings_explains_them_once()
    {
        var region = new FakeRegion(PageCount, new ForcedLoss(0, 9, 2), new ForcedLoss(0, 10, 1))
        {
            SeenStamp = (page, stamp) => page == 9 ? 0 : stamp,
            Causes = page => new(page, 0, 1, 0),
        };
        Run(region);
        Assert.Equal(2, _fixture.Rounds[0].Verification.Pages.Count);
        Assert.Single(_fixture.Rounds[0].Verification.Misloads);
        Assert.Equal(new LossCauses(19, 0, 2, 0), _fixture.Rounds[0].Verification.Causes);
    }

    [Fact]
    public void Counts_add_up_kind_by_kind()
    {
        var one = new LossCauses(1, 2, 3, 4);
        var other = new LossCauses(10, 20, 30, 40);
        Assert.Equal(new LossCauses(11, 22, 33, 44), one.Plus(other));
        Assert.Equal(other, one.Plus(other).Since(one));
        Assert.Equal((4, 10L), (one.Kinds, one.Total));
        Assert.Equal(0, default(LossCauses).Kinds);
    }

    private RunResult Run(FakeRegion region) => _fixture.Run(RunFixture.Options(FakeRegions.None), ("none", region));
}
