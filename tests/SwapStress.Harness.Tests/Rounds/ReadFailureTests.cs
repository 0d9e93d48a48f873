using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Paging;
using SwapStress.Primitives;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Rounds;

/// <summary>A page that cannot be read is a finding; the run goes on.</summary>
public sealed class ReadFailureTests
{
    private const int PageCount = RunFixture.PageCount;
    private const int Page = 5;
    private const uint Slot = 17;
    private readonly RunFixture _fixture = new();

    [Fact]
    public void A_page_that_nobody_can_read_is_found_and_its_counter_left_alone()
    {
        RunResult run = Run(
            new FakeRegion(PageCount)
            {
                BeforeAdd = page => Fail(page, _fixture.Rounds.Count == 0),
                BeforeRead = (page, _) => Fail(page, _fixture.Rounds.Count == 0),
                Causes = page => new(0, 0, 0, page == Page ? 1 : 0),
            }
        );
        Verification broken = _fixture.Rounds[0].Verification;
        Assert.Equal([new ReadFailureFinding(Page * PageSize.Bytes, Slot, 0, new(0, 0, 0, 1))], broken.ReadFailures);
        Assert.Empty(broken.Pages);
        Assert.Empty(broken.Misloads);
        Assert.Equal(0, broken.Defects);
        Assert.Equal(5 * (PageCount - 1), _fixture.Rounds[0].Updates);
        Assert.Equal(RoundStanding.Counted, _fixture.Rounds[0].Standing);
        // Populated anew, it is as good as any.
        Assert.False(_fixture.Rounds[1].Verification.HasDataLoss);
        Assert.Equal(5 * PageCount, _fixture.Rounds[1].Updates);

        StrategyResult result = run.Strategies[0];
        Assert.Equal((1L, 1), (result.ReadFailures, result.CountedRoundsWithLoss));
        Assert.True(result.HasDataLoss);
        Assert.Equal(new Verdict(1, "unsound: prepare-tick lost 0 updates and could not read 1 page"), run.Verdict);
    }

    [Fact]
    public void The_updates_of_a_page_that_nobody_can_read_any_more_are_lost()
    {
        RunResult run = Run(
            new FakeRegion(PageCount)
            {
                BeforeRead = (page, _) => Fail(page, page == Page && _fixture.Rounds.Count == 0),
                Causes = page => new(0, 0, 0, page == Page ? 1 : 0),
            }
        );
        Assert.Equal(5, _fixture.Rounds[0].Verification.LostUpdates);
        Assert.Equal(0, _fixture.Rounds[0].Verification.Defects);
        Assert.Equal(new Verdict(1, "unsound: prepare-tick lost 5 updates and could not read 1 page"), run.Verdict);
    }

    [Fact]
    public void Accesses_that_failed_are_not_expected_of_a_page_that_can_be_read_again()
    {
        int failures = 0;
        Run(
            new FakeRegion(PageCount)
            {
                BeforeAdd = page => Fail(page, page == Page && Interlocked.Increment(ref failures) <= 3),
                Causes = _ => new(1, 0, 0, 0),
            }
        );
        Verification verification = _fixture.Rounds[0].Verification;
        Assert.Single(verification.ReadFailures);
        Assert.Empty(verification.Pages);
        Assert.Equal((5 * PageCount) - 3, _fixture.Rounds[0].Updates);
    }

    [Fact]
    public void A_loss_on_a_page_that_failed_once_is_still_found()
    {
        int failures = 0;
        var region = new FakeRegion(PageCount, new ForcedLoss(0, Page, 2))
        {
            BeforeAdd = page => Fail(page, page == Page && Interlocked.Increment(ref failures) == 1),
        };
        Run(region);
        PageFinding page = Assert.Single(_fixture.Rounds[0].Verification.Pages);
        Assert.Equal((4, 2, 2), (page.Expected, page.Lost, page.Foretold));
    }

    [Fact]
    public void A_page_that_only_the_check_cannot_read_is_found()
    {
        Run(new FakeRegion(PageCount) { BeforeRead = (page, _) => Fail(page), Causes = _ => new(0, 0, 0, 2) });
        Assert.All(
            _fixture.Rounds,
            round =>
            {
                Assert.Single(round.Verification.ReadFailures);
                Assert.Equal(5 * PageCount, round.Updates);
            }
        );
    }

    [Fact]
    public void A_page_that_cannot_be_read_for_no_recorded_reason_is_a_defect()
    {
        RunResult run = Run(new FakeRegion(PageCount) { BeforeAdd = page => Fail(page) });
        Assert.Equal(2, run.Strategies[0].Defects);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
        Assert.StartsWith("defect of this program", run.Verdict.Text);
    }

    private static void Fail(int page, bool now = true)
    {
        if (page == Page && now)
            throw new PageReadException(page, Slot);
    }

    private RunResult Run(FakeRegion region) =>
        _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
}
