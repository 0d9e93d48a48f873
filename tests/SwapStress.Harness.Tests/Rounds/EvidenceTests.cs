using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Paging.Zswap;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Rounds;

/// <summary>Which rounds prove something, and how many of them a run makes by itself.</summary>
public sealed class EvidenceTests
{
    private const int PageCount = RunFixture.PageCount;
    private readonly RunFixture _fixture = new();

    [Theory]
    [InlineData(true, 2, 100, 100, 0, 0, RoundStanding.Counted)]
    [InlineData(true, 2, 99, 500, 0, 0, RoundStanding.Void)]
    [InlineData(true, 2, 500, 99, 0, 0, RoundStanding.Void)]
    [InlineData(true, 1, 500, 500, 0, 0, RoundStanding.Void)]
    [InlineData(false, 2, 500, 500, 0, 0, RoundStanding.Stopped)]
    // To zswap is out, and from there to the device is no second time.
    [InlineData(true, 2, 100, 20, 80, 0, RoundStanding.Counted)]
    [InlineData(true, 2, 100, 60, 80, 41, RoundStanding.Void)]
    public void A_round_counts_when_each_page_came_in_and_went_out_on_average(
        bool isComplete,
        int workers,
        long majorFaults,
        long swapOuts,
        long zswapStores,
        long writtenBack,
        RoundStanding standing
    )
    {
        var worked = new RegionStatistics
        {
            MajorFaults = majorFaults,
            SwapOuts = swapOuts,
            Zswap = new ZswapStatistics() with { Stores = zswapStores, WrittenBackPages = writtenBack },
        };
        Assert.Equal(standing, Evidence.Judge(isComplete, workers, pageCount: 100, worked));
    }

    [Fact]
    public void Void_rounds_are_in_no_rate()
    {
        var idle = new FakeRegion(PageCount) { IsSwapped = false };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", idle));
        StrategyResult result = Assert.Single(run.Strategies);
        Assert.Equal((2, 0, 2), (result.Rounds, result.CountedRounds, result.Void.Rounds));
        Assert.Equal((result.Updates, result.Elapsed), (result.Void.Updates, result.Void.Elapsed));
        Assert.Equal((0.0, 0.0), (result.UpdatesPerSecond, result.SwapInsPerSecond));
        Assert.Equal(ExitCode.Inconclusive, run.Verdict.Code);
    }

    [Fact]
    public void Without_a_number_rounds_go_on_until_the_control_has_lost()
    {
        // More than follow an answer.
        var none = new FakeRegion(PageCount, new ForcedLoss(14, 90, 1));
        RunResult run = _fixture.Run(
            RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick) with
            {
                Rounds = null,
            },
            ("none", none),
            ("prepare-tick", new FakeRegion(PageCount))
        );
        Assert.Equal([15, 15], run.Strategies.Select(result => result.Rounds));
        Assert.Equal(ExitCode.Clean, run.Verdict.Code);
    }

    [Fact]
    public void Short_rounds_are_several()
    {
        RunResult run = _fixture.Run(
            RunFixture.Options(FakeRegions.PrepareTick) with
            {
                Rounds = null,
            },
            ("prepare-tick", new FakeRegion(PageCount))
        );
        Assert.Equal(10, run.Strategies[0].CountedRounds);
    }

    [Theory]
    // Answered or not, workers, seconds so far, seconds of the last round: whether another one begins.
    [InlineData(true, 8, 3.0, 3.0, true)]
    [InlineData(true, 8, 8.0, 3.0, false)]
    [InlineData(false, 8, 59.0, 30.0, true)]
    [InlineData(false, 8, 61.0, 1.0, false)]
    // One worker never has an answer, and is not waited for.
    [InlineData(false, 1, 12.0, 1.0, false)]
    public void Nobody_waits_longer_than_an_answer_takes(
        bool isAnswered,
        int workers,
        double elapsed,
        double last,
        bool another
    )
    {
        var result = new StrategyResult
        {
            Strategy = FakeRegions.PrepareTick,
            Rounds = 1,
            CountedRounds = isAnswered ? 1 : 0,
            WorkersRequested = workers,
            WorkersCreated = workers,
        };
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with { Rounds = null };
        Assert.Equal(
            another,
            RoundLimit.AllowsAnother(
                options,
                round: 1,
                [result],
                TimeSpan.FromSeconds(elapsed),
                TimeSpan.FromSeconds(last)
            )
        );
    }

    [Fact]
    public void What_ends_a_run_early_keeps_the_rounds_before_it()
    {
        int adds = 0;
        var region = new FakeRegion(PageCount)
        {
            BeforeAdd = _ =>
            {
                if (Interlocked.Increment(ref adds) == (5 * PageCount) + 1)
                    throw new EnvironmentException("the swap is gone");
            },
        };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.Equal(ExitCode.Environment, run.Verdict.Code);
        Assert.Equal(1, run.Strategies[0].CountedRounds);
        Assert.Equal(run, _fixture.Completed);
        Assert.Contains("the swap is gone", _fixture.Heard);
    }
}
