using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Primitives;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Runs;

public sealed class StressRunnerTests
{
    private const int PageCount = RunFixture.PageCount;
    private readonly RunFixture _fixture = new();

    [Fact]
    public void A_sound_region_is_good_in_every_round()
    {
        var region = new FakeRegion(PageCount);
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        StrategyResult result = Assert.Single(run.Strategies);
        Assert.Equal(2, result.CountedRounds);
        Assert.Equal(2 * 5 * PageCount, result.Updates);
        Assert.Equal(2 * 5 * PageCount, result.Statistics.MajorFaults);
        Assert.Equal(result.Statistics.MajorFaults, result.Statistics.SwapIn.Total.Count);
        Assert.Equal(_fixture.Rounds.Sum(round => round.CpuTime.Ticks), result.CpuTime.Ticks);
        Assert.Equal(result.Updates, result.UpdatesPerSecond * result.Elapsed.TotalSeconds, precision: 3);
        Assert.Equal(result.UpdatesPerSecond, result.SwapInsPerSecond, precision: 3);
        Assert.False(result.HasDataLoss);
        Assert.Equal(0, result.Defects);
        Assert.Null(result.FirstLoss);
        Assert.All(_fixture.Rounds, round => Assert.Empty(round.Verification.Pages));
        Assert.Equal(ExitCode.Clean, run.Verdict.Code);
        Assert.Equal(run, _fixture.Completed);
        Assert.True(region.IsDisposed);
    }

    [Fact]
    public void Lost_updates_are_found_with_page_and_number()
    {
        var region = new FakeRegion(PageCount, new ForcedLoss(1, 90, 3), new ForcedLoss(1, 7, 1));
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.None), ("none", region));
        Assert.Empty(_fixture.Rounds[0].Verification.Pages);
        Assert.Equal(
            [new PageFinding(7 * 4096, 5, 4, 1, new(1, 0, 0, 0)), new PageFinding(0x5a000, 5, 2, 3, new(3, 0, 0, 0))],
            _fixture.Rounds[1].Verification.Pages
        );
        StrategyResult result = Assert.Single(run.Strategies);
        Assert.Equal(4, result.LostUpdates);
        Assert.Equal(1, result.CountedRoundsWithLoss);
        Assert.Equal(0, result.Defects);
        // The loss came in the second round: the first one's time is before it.
        Assert.InRange(result.FirstLoss!.Value, _fixture.Rounds[0].Elapsed, result.Elapsed);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    /// <summary>Whoever asks for the end while pages are checked does not wait for all of them; half a check is none.</summary>
    [Fact]
    public void A_stop_in_the_middle_of_the_check_leaves_no_round()
    {
        int read = 0;
        var region = new FakeRegion(PageCount);
        region.BeforeRead = (_, _) =>
        {
            if (Interlocked.Increment(ref read) == PageCount + 10)
                _fixture.Stop.Request(StopReason.Interrupted);
        };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.InRange(read, PageCount + 10, PageCount + 10 + 64);
        Assert.Single(_fixture.Rounds);
        Assert.Contains("round 1 of prepare-tick was not checked to its end, and counts as none", _fixture.Heard);
        Assert.True(run.Interrupted);
        Assert.Equal(1, Assert.Single(run.Strategies).Rounds);
        Assert.Equal(run, _fixture.Completed);
    }

    /// <summary>The end of its time ends the round; the check that follows is what the round was for.</summary>
    [Fact]
    public void A_stop_after_the_duration_ends_the_check_too()
    {
        var region = new FakeRegion(PageCount) { BeforeAdd = _ => _fixture.Stop.Request(StopReason.Duration) };
        int read = 0;
        region.BeforeRead = (_, _) =>
        {
            if (Interlocked.Increment(ref read) == 10)
                _fixture.Stop.Request(StopReason.Interrupted);
        };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.InRange(read, 10, 10 + 64);
        Assert.Empty(_fixture.Rounds);
        Assert.Equal(ExitCode.Interrupted, run.Verdict.Code);
    }

    [Fact]
    public void A_stop_while_pages_are_populated_leaves_no_round()
    {
        int written = 0;
        var region = new FakeRegion(PageCount);
        region.BeforeWrite = _ =>
        {
            if (Interlocked.Increment(ref written) == 10)
                _fixture.Stop.Request(StopReason.Duration);
        };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.InRange(written, 10, 10 + 64);
        Assert.Empty(_fixture.Rounds);
        Assert.DoesNotContain("swapping", _fixture.Heard);
        Assert.Equal(0, Assert.Single(run.Strategies).Rounds);
    }

    /// <summary>The read delay widens the windows of those that race; who populates and checks races with nobody.</summary>
    [Fact]
    public void Only_workers_wait_for_the_read_delay()
    {
        var delayed = new System.Collections.Concurrent.ConcurrentBag<(string What, bool IsDelayed)>();
        var region = new FakeRegion(PageCount);
        region.BeforeWrite = _ => delayed.Add(("populate", region.IsDelayed));
        region.BeforeAdd = _ => delayed.Add(("add", region.IsDelayed));
        region.BeforeRead = (_, _) => delayed.Add(("check", region.IsDelayed));
        _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.Equal(
            [("add", true), ("check", false), ("populate", false)],
            delayed.Distinct().OrderBy(pair => pair.What, StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(0, 1)]
    public void A_loss_that_the_oracle_saw_otherwise_is_a_defect(int lost, int foretold)
    {
        var region = new FakeRegion(PageCount, new ForcedLoss(0, 9, lost, foretold));
        RunResult run = _fixture.Run(
            RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick),
            ("none", region),
            ("prepare-tick", new FakeRegion(PageCount))
        );
        PageFinding page = Assert.Single(_fixture.Rounds[0].Verification.Pages);
        Assert.True(page.IsDisagreement);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
        Assert.StartsWith("defect of this program", run.Verdict.Text);
    }

    [Fact]
    public void A_violation_of_the_regions_accounting_is_a_defect()
    {
        var region = new FakeRegion(PageCount) { Violations = ["slot 3 has no owner"] };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
        Assert.Equal(["slot 3 has no owner"], _fixture.Rounds[0].Verification.Violations);
    }

    [Fact]
    public void A_wrong_stamp_counts_once_a_round_however_many_workers_see_it()
    {
        var region = new FakeRegion(PageCount)
        {
            SeenStamp = (page, stamp) => page == 8 ? 0xbad : stamp,
            Causes = _ => new(1, 0, 0, 0),
        };
        RunResult run = _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        MisloadFinding misload = Assert.Single(_fixture.Rounds[0].Verification.Misloads);
        Assert.Equal(8 * PageSize.Bytes, misload.Offset);
        Assert.Equal(0xbadul, misload.Got);
        Assert.NotEqual(misload.Expected, misload.Got);
        Assert.Equal(2, run.Strategies[0].Misloads);
        Assert.Equal(0, run.Strategies[0].Defects);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    [Fact]
    public void A_changed_body_is_a_misload()
    {
        var region = new FakeRegion(PageCount)
        {
            BeforeRead = (page, bytes) => bytes.Span[4095] ^= (byte)(page == 2 ? 1 : 0),
            Causes = _ => new(1, 0, 0, 0),
        };
        _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region));
        MisloadFinding misload = Assert.Single(_fixture.Rounds[0].Verification.Misloads);
        Assert.Equal(2 * PageSize.Bytes, misload.Offset);
        Assert.Equal(misload.Expected, misload.Got);
    }

    [Fact]
    public void Strategies_take_turns()
    {
        _fixture.Run(
            RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick),
            ("none", new FakeRegion(PageCount)),
            ("prepare-tick", new FakeRegion(PageCount))
        );
        Assert.Equal(
            ["0 none", "0 prepare-tick", "1 none", "1 prepare-tick"],
            _fixture.Rounds.Select(round => $"{round.Round} {round.Strategy.Name}")
        );
        Assert.Equal(
            [
                "spawning",
                "spawned 5",
                "populating none",
                "swapping",
                "starting 0",
                "wave 1 of 1: 5",
                "done",
                "finished",
            ],
            _fixture.Heard.Take(8)
        );
    }

    [Theory]
    [InlineData(StopReason.Interrupted, true, ExitCode.Interrupted)]
    [InlineData(StopReason.Duration, false, ExitCode.Inconclusive)]
    public void A_stopped_round_is_checked_exactly(StopReason reason, bool interrupted, int code)
    {
        int additions = 0;
        var region = new FakeRegion(PageCount)
        {
            BeforeAdd = _ =>
            {
                if (Interlocked.Increment(ref additions) == 400)
                    _fixture.Stop.Request(reason);
            },
        };
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with { Rounds = 0 };
        RunResult run = _fixture.Run(options, ("prepare-tick", region));
        RoundResult round = Assert.Single(_fixture.Rounds);
        Assert.Equal(RoundStanding.Stopped, round.Standing);
        Assert.InRange(round.Updates, 400, (5 * PageCount) - 1);
        Assert.Empty(round.Verification.Pages);
        Assert.Equal(0, run.Strategies[0].CountedRounds);
        Assert.Equal(interrupted, run.Interrupted);
        Assert.Equal(code, run.Verdict.Code);
    }

    [Fact]
    public void Duration_ends_a_run_without_end()
    {
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            Rounds = 0,
            DurationNs = 50_000_000,
        };
        RunResult run = _fixture.Run(options, ("prepare-tick", new FakeRegion(PageCount)));
        Assert.False(run.Interrupted);
        Assert.NotEmpty(_fixture.Rounds);
        Assert.Equal(ExitCode.Clean, run.Verdict.Code);
    }

    [Fact]
    public void A_failing_access_ends_the_run_and_keeps_the_rounds_before()
    {
        int additions = 0;
        var region = new FakeRegion(PageCount)
        {
            BeforeAdd = _ =>
            {
                if (Interlocked.Increment(ref additions) > 5 * PageCount)
                    throw new IOException("the device failed");
            },
        };
        Assert.Throws<IOException>(() =>
            _fixture.Run(RunFixture.Options(FakeRegions.PrepareTick), ("prepare-tick", region))
        );
        Assert.Single(_fixture.Rounds);
        Assert.Equal(1, _fixture.Completed!.Strategies[0].Rounds);
    }
}
