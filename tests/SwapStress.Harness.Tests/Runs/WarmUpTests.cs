using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Runs;

/// <summary>The rounds that are none, before the first one.</summary>
public sealed class WarmUpTests
{
    private readonly RunFixture _fixture = new();

    [Fact]
    public void It_goes_before_the_first_round_of_each_strategy_and_is_none()
    {
        RunResult run = Run(FakeRegions.PrepareTick, new FakeRegion(RunFixture.PageCount));
        Assert.Equal([0, 1], _fixture.Rounds.Select(round => round.Round));
        Assert.Equal(2 * 5 * RunFixture.PageCount, run.Strategies[0].Updates);
        Assert.Equal(1, _fixture.Heard.Count(line => line == "warming up prepare-tick"));
        Assert.Equal(2, _fixture.Heard.Count(line => line == "finished"));
    }

    [Fact]
    public void A_control_that_loses_in_it_has_not_lost_yet()
    {
        // The first writing of page 0 is the warm-up's.
        RunResult run = Run(FakeRegions.None, new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 90, 3)));
        Assert.Equal((2, 0), (run.Strategies[0].Rounds, run.Strategies[0].LostUpdates));
        Assert.Null(run.Strategies[0].FirstLoss);
        Assert.Equal(ExitCode.Inconclusive, run.Verdict.Code);
    }

    [Fact]
    public void A_sound_strategy_that_loses_in_it_is_unsound()
    {
        RunResult run = Run(FakeRegions.PrepareTick, new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 90, 3)));
        Assert.Equal((2, 3), (run.Strategies[0].Rounds, run.Strategies[0].LostUpdates));
        Assert.Equal(3, _fixture.Rounds[0].Verification.LostUpdates);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    private RunResult Run(StrategyInfo strategy, FakeRegion region)
    {
        StressOptions options = RunFixture.Options(strategy);
        return new StressRunner(options, new ColdRegions(region), options.LoadContent(), _fixture).Run(
            () => _fixture,
            _fixture.Stop
        );
    }

    private sealed class ColdRegions(IRegion region) : IRegionFactory
    {
        public TimeSpan WarmUpTime => TimeSpan.FromMilliseconds(50);

        public IRegion Create(StrategyInfo strategy) => region;
    }
}
