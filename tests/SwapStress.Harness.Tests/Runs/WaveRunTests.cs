using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Runs;

/// <summary>Rounds in waves, because starts of threads fail on purpose.</summary>
public sealed class WaveRunTests
{
    private const int PageCount = RunFixture.PageCount;
    private const int Workers = 10;
    private readonly RunFixture _fixture = new();

    [Fact]
    public void Each_page_gets_the_update_of_every_worker()
    {
        var region = new FakeRegion(PageCount);
        RunResult run = _fixture.Run(InWaves(threads: 4), ("prepare-tick", region));
        StrategyResult result = Assert.Single(run.Strategies);
        Assert.Equal((Workers, 4, 3), (result.WorkersRequested, result.WorkersCreated, result.Waves));
        Assert.Equal(2, result.CountedRounds);
        Assert.Equal(2 * Workers * PageCount, result.Updates);
        Assert.All(Enumerable.Range(0, PageCount), page => Assert.Equal((ulong)Workers, region.Read(page, 0)));
        Assert.All(_fixture.Rounds, round => Assert.Equal((4, 3), (round.Workers, round.Waves)));
        Assert.Equal(
            ["starting 0", "wave 1 of 3: 4", "wave 2 of 3: 4", "wave 3 of 3: 2", "done", "finished"],
            _fixture.Heard.SkipWhile(text => text != "starting 0").Take(6)
        );
        Assert.Equal(ExitCode.Clean, run.Verdict.Code);
    }

    [Fact]
    public void Losses_are_counted_against_every_worker_of_every_wave()
    {
        var region = new FakeRegion(PageCount, new ForcedLoss(1, 7, 3));
        _fixture.Run(InWaves(threads: 4) with { Strategies = [FakeRegions.None] }, ("none", region));
        PageFinding page = Assert.Single(_fixture.Rounds[1].Verification.Pages);
        Assert.Equal((Workers, Workers - 3), (page.Expected, page.Got));
    }

    [Fact]
    public void A_workers_way_depends_on_its_number_among_all()
    {
        var order = new List<int>();
        var region = new FakeRegion(PageCount) { BeforeAdd = order.Add };
        _fixture.Run(InWaves(threads: 1) with { Rounds = 1 }, ("prepare-tick", region));
        IEnumerable<int> up = Enumerable.Range(0, PageCount);
        Assert.Equal([.. up, .. up.Reverse()], order.Take(2 * PageCount));
        Assert.Equal(Workers * PageCount, order.Count);
    }

    [Fact]
    public void A_stop_ends_its_wave_and_no_further_one_begins()
    {
        int additions = 0;
        var region = new FakeRegion(PageCount)
        {
            BeforeAdd = _ =>
            {
                if (Interlocked.Increment(ref additions) == (4 * PageCount) + 50)
                    _fixture.Stop.Request(StopReason.Interrupted);
            },
        };
        RunResult run = _fixture.Run(InWaves(threads: 4) with { Rounds = 0 }, ("prepare-tick", region));
        RoundResult round = Assert.Single(_fixture.Rounds);
        Assert.Equal(RoundStanding.Stopped, round.Standing);
        Assert.InRange(round.Updates, (4 * PageCount) + 50, (8 * PageCount) - 1);
        Assert.Empty(round.Verification.Pages);
        Assert.Contains("wave 2 of 3: 4", _fixture.Heard);
        Assert.DoesNotContain("wave 3 of 3: 2", _fixture.Heard);
        Assert.Equal(ExitCode.Interrupted, run.Verdict.Code);
    }

    [Fact]
    public void Without_waves_those_that_started_go_on_alone()
    {
        RunResult run = _fixture.Run(
            InWaves(threads: 4) with
            {
                Waves = false,
            },
            ("prepare-tick", new FakeRegion(PageCount))
        );
        StrategyResult result = Assert.Single(run.Strategies);
        Assert.Equal((4, 1, 2), (result.WorkersCreated, result.Waves, result.CountedRounds));
        Assert.Equal(2 * 4 * PageCount, result.Updates);
    }

    [Theory]
    [InlineData(false, "--strict: 4 of 10 threads started, then the system refused: injected by --fail-thread-start")]
    [InlineData(true, "the system refused every thread: injected by --fail-thread-start 100")]
    public void A_refusal_says_that_it_was_injected(bool all, string message)
    {
        StressOptions options = all
            ? InWaves(threads: 4) with
            {
                FailThreadStartPercent = 100,
            }
            : InWaves(threads: 4) with
            {
                Waves = false,
                Strict = true,
            };
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(() =>
            _fixture.Run(options, ("prepare-tick", new FakeRegion(PageCount)))
        );
        Assert.StartsWith(message, refusal.Message);
    }

    /// <summary>A run whose seed lets so many threads start.</summary>
    private static StressOptions InWaves(int threads)
    {
        const double Percent = 20;
        ulong seed = 0;
        while (new StartFailures(Percent, seed).SuccessesOf(Workers) != threads)
            seed++;
        return RunFixture.Options(FakeRegions.PrepareTick) with
        {
            Threads = Workers,
            Waves = true,
            FailThreadStartPercent = Percent,
            Seed = seed,
        };
    }
}
