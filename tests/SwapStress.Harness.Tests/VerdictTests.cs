using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;
using SwapStress.Races;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests;

public sealed class VerdictTests
{
    [Theory]
    // Losses of none and prepare-tick (-1: not in the run), self-check, interrupted.
    [InlineData(12, 0, false, false, 0, "fixed: none lost 12 updates, prepare-tick lost none")]
    [InlineData(1, 0, true, false, 0, "fixed: none lost 1 update, prepare-tick lost none")]
    [InlineData(0, 0, false, false, 0, "inconclusive: none lost none, prepare-tick lost none")]
    [InlineData(0, 0, true, false, 4, "self-check failed: none lost none, prepare-tick lost none")]
    [InlineData(12, 3, false, false, 1, "unsound: none lost 12 updates, prepare-tick lost 3 updates")]
    [InlineData(0, 3, true, false, 1, "unsound: none lost none, prepare-tick lost 3 updates")]
    [InlineData(12, -1, false, false, 1, "lost: none lost 12 updates")]
    [InlineData(12, -1, true, false, 1, "lost: none lost 12 updates")]
    [InlineData(0, -1, false, false, 0, "inconclusive: none lost none")]
    [InlineData(0, -1, true, false, 4, "self-check failed: none lost none")]
    [InlineData(-1, 0, false, false, 0, "clean: prepare-tick lost none")]
    [InlineData(-1, 2, false, false, 1, "unsound: prepare-tick lost 2 updates")]
    [InlineData(12, 0, false, true, 130, "interrupted, fixed: none lost 12 updates, prepare-tick lost none")]
    [InlineData(0, 3, false, true, 130, "interrupted, unsound: none lost none, prepare-tick lost 3 updates")]
    public void The_table(int none, int tick, bool selfCheck, bool interrupted, int code, string text)
    {
        var results = new List<StrategyResult>();
        if (none >= 0)
            results.Add(Control with { LostUpdates = none });
        if (tick >= 0)
            results.Add(Fix with { LostUpdates = tick });
        Assert.Equal(new Verdict(code, text), Verdict.Of(results, selfCheck, interrupted));
    }

    [Fact]
    public void A_misload_is_lost_data_too()
    {
        Verdict verdict = Verdict.Of([Control, Fix with { Misloads = 1 }], selfCheck: false, interrupted: false);
        Assert.Equal(new Verdict(1, "unsound: none lost none, prepare-tick lost none and misloaded 1 page"), verdict);
    }

    [Fact]
    public void A_page_that_cannot_be_read_is_lost_data_too()
    {
        Verdict verdict = Verdict.Of(
            [Control, Fix with { Misloads = 1, ReadFailures = 2 }],
            selfCheck: false,
            interrupted: false
        );
        Assert.Equal(
            new Verdict(
                1,
                "unsound: none lost none, prepare-tick lost none and misloaded 1 page and could not read 2 pages"
            ),
            verdict
        );
    }

    [Fact]
    public void A_contradiction_of_a_control_fails_a_comparison()
    {
        Verdict verdict = Verdict.Of(
            [Control with { LostUpdates = 5, Defects = 2 }, Fix],
            selfCheck: false,
            interrupted: false
        );
        Assert.Equal(ExitCode.DataLost, verdict.Code);
        Assert.StartsWith("defect of this program: none lost 5 updates with 2 contradictions", verdict.Text);
    }

    [Fact]
    public void Two_controls_may_lose()
    {
        StrategyResult second = Control with { Strategy = new("swap-count", Sound: false, "") };
        Verdict verdict = Verdict.Of([Control with { LostUpdates = 5 }, second], selfCheck: true, interrupted: false);
        Assert.Equal(ExitCode.Clean, verdict.Code);
    }

    [Fact]
    public void A_stale_install_of_a_sound_strategy_is_no_good_even_when_it_lost_nothing()
    {
        StrategyResult lucky = Fix with { Statistics = new() { StaleInstalls = 2 } };
        Verdict verdict = Verdict.Of([lucky], selfCheck: false, interrupted: false);
        Assert.Equal(new Verdict(1, "unsound: prepare-tick lost none with 2 stale installs"), verdict);
    }

    [Fact]
    public void A_run_that_an_error_ended_is_never_clean()
    {
        Verdict verdict = Verdict.Of([Fix], selfCheck: false, interrupted: false, failed: true);
        Assert.Equal(new Verdict(70, "failed, clean: prepare-tick lost none"), verdict);
    }

    [Fact]
    public void A_run_without_a_round_says_so()
    {
        Verdict verdict = Verdict.Of([Fix with { Rounds = 0 }], selfCheck: false, interrupted: false);
        Assert.Equal(new Verdict(0, "no round was run: prepare-tick lost none"), verdict);
    }

    [Theory]
    [InlineData(7, 0, 0, "fixed: cached (fix off) lost 7 updates, cached (fix on) lost none")]
    [InlineData(7, 1, 1, "unsound: cached (fix off) lost 7 updates, cached (fix on) lost 1 update")]
    [InlineData(7, -1, 1, "lost: cached (fix off) lost 7 updates")]
    [InlineData(0, 0, 0, "inconclusive: cached (fix off) lost none, cached (fix on) lost none")]
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
        Assert.Equal(new Verdict(code, text), Verdict.Of(results, selfCheck: false, interrupted: false));
    }

    private static StrategyResult Control { get; } =
        new()
        {
            Strategy = FakeRegions.None,
            Rounds = 1,
            WorkersRequested = 1,
            WorkersCreated = 1,
        };

    private static StrategyResult Fix { get; } = Control with { Strategy = FakeRegions.PrepareTick };
}
