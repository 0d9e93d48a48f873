using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;
using SwapStress.Races;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Runs;

public sealed class VerdictTests
{
    [Theory]
    // Losses of none and prepare-tick (-1: not in the run), interrupted.
    [InlineData(
        12,
        0,
        false,
        0,
        "fixed: none (no fix) lost 12 updates, prepare-tick lost 0 updates in 1 round that counts"
    )]
    [InlineData(
        1,
        0,
        false,
        0,
        "fixed: none (no fix) lost 1 update, prepare-tick lost 0 updates in 1 round that counts"
    )]
    [InlineData(12, 3, false, 1, "unsound: none (no fix) lost 12 updates, prepare-tick lost 3 updates")]
    [InlineData(
        0,
        3,
        false,
        1,
        "unsound: none (no fix) lost 0 updates in 1 round that counts, prepare-tick lost 3 updates"
    )]
    [InlineData(12, -1, false, 1, "lost: none (no fix) lost 12 updates")]
    [InlineData(-1, 0, false, 0, "clean: prepare-tick lost 0 updates in 1 round that counts")]
    [InlineData(-1, 2, false, 1, "unsound: prepare-tick lost 2 updates")]
    [InlineData(12, 3, true, 130, "interrupted, unsound: none (no fix) lost 12 updates, prepare-tick lost 3 updates")]
    public void The_table(int none, int tick, bool interrupted, int code, string text)
    {
        var results = new List<StrategyResult>();
        if (none >= 0)
            results.Add(Control with { LostUpdates = none });
        if (tick >= 0)
            results.Add(Fix with { LostUpdates = tick });
        Assert.Equal(new Verdict(code, text), Of(Run(results) with { Interrupted = interrupted }));
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, 0)]
    public void A_control_that_did_not_lose_has_shown_nothing(int none, int tick)
    {
        StrategyResult[] results = tick < 0 ? [Control with { LostUpdates = none }] : [Control, Fix];
        Verdict verdict = Of(Run(results));
        Assert.Equal(ExitCode.Inconclusive, verdict.Code);
        Assert.StartsWith("inconclusive: none (no fix) lost 0 updates in 1 round that counts", verdict.Text);
        Assert.EndsWith(
            "; none (no fix) is there to lose, and did not: write more --rounds or --threads",
            verdict.Text
        );
    }

    [Fact]
    public void Nothing_is_fixed_without_a_round_of_the_fix()
    {
        Verdict verdict = Of(Run([Control with { LostUpdates = 15 }, Fix with { Rounds = 0, CountedRounds = 0 }]));
        Assert.Equal(
            new Verdict(
                ExitCode.Inconclusive,
                "inconclusive: none (no fix) lost 15 updates, prepare-tick lost 0 updates in no round; prepare-tick has no "
                    + "complete round: give it more time, or write a smaller --region or fewer --threads"
            ),
            verdict
        );
    }

    [Fact]
    public void A_stopped_round_is_no_evidence()
    {
        Verdict verdict = Of(Run([Fix with { CountedRounds = 0 }]));
        Assert.Equal(ExitCode.Inconclusive, verdict.Code);
        Assert.StartsWith(
            "inconclusive: prepare-tick lost 0 updates in 0 rounds that count (1 stopped left out); ",
            verdict.Text
        );
    }

    [Fact]
    public void A_void_round_is_no_evidence()
    {
        StrategyResult idle = Fix with { Rounds = 3, CountedRounds = 0, Void = new VoidTally(3, 0, 0, TimeSpan.Zero) };
        Verdict verdict = Of(Run([idle]));
        Assert.Equal(ExitCode.Inconclusive, verdict.Code);
        Assert.StartsWith(
            "inconclusive: prepare-tick lost 0 updates in 0 rounds that count (3 void left out); too little was swapped",
            verdict.Text
        );
    }

    [Fact]
    public void A_loss_is_a_loss_in_any_round()
    {
        Assert.Equal(ExitCode.DataLost, Of(Run([Fix with { CountedRounds = 0, LostUpdates = 1 }])).Code);
        Assert.Equal(ExitCode.Clean, Of(Run([Control with { CountedRounds = 0, LostUpdates = 1 }, Fix])).Code);
    }

    [Fact]
    public void One_worker_cannot_race()
    {
        StrategyResult alone = Control with { WorkersCreated = 1 };
        Assert.EndsWith(
            "; fewer than 2 workers at once cannot race: write --threads 256",
            Of(Run([alone, Fix with { WorkersCreated = 1 }])).Text
        );
    }

    [Fact]
    public void Spare_slots_are_why_a_control_does_not_lose()
    {
        RunResult run = Run([Control, Fix]);
        StressOptions spare = run.Options with { SwapBytes = 2 * run.Options.RegionBytes };
        Assert.EndsWith("write --swap-size 32M", Of(run with { Options = spare }).Text);
    }

    [Fact]
    public void A_misload_is_lost_data_too() =>
        Assert.Equal(
            new Verdict(1, "unsound: prepare-tick lost 0 updates and misloaded 1 page"),
            Of(Run([Fix with { Misloads = 1 }]))
        );

    [Fact]
    public void A_page_that_cannot_be_read_is_lost_data_too() =>
        Assert.Equal(
            new Verdict(1, "unsound: prepare-tick lost 0 updates and misloaded 1 page and could not read 2 pages"),
            Of(Run([Fix with { Misloads = 1, ReadFailures = 2 }]))
        );

    [Fact]
    public void A_contradiction_of_a_control_fails_a_comparison()
    {
        Verdict verdict = Of(Run([Control with { LostUpdates = 5, Defects = 2 }, Fix]));
        Assert.Equal(ExitCode.DataLost, verdict.Code);
        Assert.StartsWith("defect of this program: none (no fix) lost 5 updates with 2 contradictions", verdict.Text);
    }

    [Fact]
    public void Each_control_has_to_lose()
    {
        StrategyResult second = Control with { Strategy = new("swap-count", Sound: false, "") };
        StrategyResult lost = Control with { LostUpdates = 5 };
        Assert.Equal(ExitCode.Inconclusive, Of(Run([lost, second])).Code);
        Assert.Equal(ExitCode.Clean, Of(Run([lost, second with { LostUpdates = 1 }])).Code);
    }

    [Fact]
    public void A_stale_install_of_a_sound_strategy_is_no_good_even_when_it_lost_nothing()
    {
        StrategyResult lucky = Fix with { Statistics = new() { StaleInstalls = 2 } };
        Assert.Equal(
            new Verdict(1, "unsound: prepare-tick lost 0 updates with 2 stale installs in 1 round that counts"),
            Of(Run([lucky]))
        );
    }

    [Theory]
    [InlineData(ExitCode.Internal)]
    [InlineData(ExitCode.Environment)]
    public void A_run_that_was_ended_keeps_the_code_of_what_ended_it(int code) =>
        Assert.Equal(
            new Verdict(code, "failed, clean: prepare-tick lost 0 updates in 1 round that counts"),
            Of(Run([Fix]) with { FailureCode = code })
        );

    [Theory]
    [InlineData(
        7,
        0,
        0,
        "fixed: cached (fix off) lost 7 updates, cached (fix on) lost 0 updates in 1 round that counts"
    )]
    [InlineData(7, 1, 1, "unsound: cached (fix off) lost 7 updates, cached (fix on) lost 1 update")]
    [InlineData(7, -1, 1, "lost: cached (fix off) lost 7 updates")]
    public void A_strategy_without_a_races_fix_is_the_control(int off, int on, int code, string text)
    {
        StrategyInfo strategy = FakeRegions.Cached with { Race = new UnstableWrite(), IsFixed = true };
        var results = new List<StrategyResult>
        {
            Control with
            {
                Strategy = strategy with { IsFixed = false, Sound = false },
                LostUpdates = off,
            },
        };
        if (on >= 0)
            results.Add(Control with { Strategy = strategy, LostUpdates = on });
        Assert.Equal(new Verdict(code, text), Of(Run(results)));
    }

    private static Verdict Of(RunResult run) => Verdict.Of(run);

    private static RunResult Run(IReadOnlyList<StrategyResult> results) =>
        new(
            new StressOptions { Strategies = [.. results.Select(result => result.Strategy)] },
            DateTimeOffset.UnixEpoch,
            results,
            Interrupted: false
        );

    private static StrategyResult Control { get; } =
        new()
        {
            Strategy = FakeRegions.None,
            Rounds = 1,
            CountedRounds = 1,
            WorkersRequested = 2,
            WorkersCreated = 2,
        };

    private static StrategyResult Fix { get; } = Control with { Strategy = FakeRegions.PrepareTick };
}
