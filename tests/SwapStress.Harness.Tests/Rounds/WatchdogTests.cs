using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Rounds;

public sealed class WatchdogTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_barks_when_nothing_has_changed_for_so_many_looks()
    {
        var watchdog = new Watchdog(3 * Tick, Tick);
        var activity = new RunActivity(1, 2, 3, 4, 5);
        bool[] seen = [.. Enumerable.Range(0, 4).Select(_ => watchdog.IsStalled(activity))];
        Assert.Equal([false, false, false, true], seen);
        Assert.False(watchdog.IsStalled(activity with { Faults = 4 }));
    }

    [Fact]
    public void Each_kind_of_activity_keeps_it_quiet()
    {
        var watchdog = new Watchdog(Tick, Tick);
        var activity = new RunActivity(1, 1, 1, 1, 1);
        Assert.False(watchdog.IsStalled(activity));
        Assert.False(watchdog.IsStalled(activity = activity with { Rounds = 2 }));
        Assert.False(watchdog.IsStalled(activity = activity with { Steps = 2 }));
        Assert.False(watchdog.IsStalled(activity = activity with { Faults = 2 }));
        Assert.False(watchdog.IsStalled(activity = activity with { FirstSwapOuts = 2 }));
        Assert.False(watchdog.IsStalled(activity = activity with { Pages = 2 }));
        Assert.True(watchdog.IsStalled(activity));
    }

    [Fact]
    public void Without_patience_it_never_barks()
    {
        var watchdog = new Watchdog(patience: null, Tick);
        Assert.DoesNotContain(true, Enumerable.Range(0, 100_000).Select(_ => watchdog.IsStalled(default)));
    }

    [Fact]
    public void A_run_that_deadlocks_ends_with_its_state()
    {
        var fixture = new RunFixture();
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            Threads = 4,
            GivenWatchdogNs = StressOptions.WatchdogNsMin,
        };
        var factory = new ModelRegionFactory(options, () => new DeadlockingDevice(RunFixture.PageCount), zswap: null);
        RunResult run = new StressRunner(options, factory, options.LoadContent(), fixture).Run(
            () => fixture,
            fixture.Stop
        );
        Assert.True(run.Stalled);
        Assert.Equal(
            new Verdict(
                ExitCode.NoProgress,
                "no progress, inconclusive: prepare-tick lost 0 updates in no round; prepare-tick has no complete round: give it "
                    + "more time, or write a smaller --region or fewer --threads"
            ),
            run.Verdict
        );
        Assert.Same(run.Strategies[0].Strategy, fixture.Completed!.Strategies[0].Strategy);
        string state = string.Join('\n', fixture.Stall);
        Assert.Matches("Round 0 of prepare-tick", state);
        Assert.Matches("Workers: 4 of 4 are at work", state);
        Assert.Matches(@"worker \d \(thread \d+\): 0 pages done or more, at one of pages 0 to 63", state);
        Assert.Matches(@"lock A: worker \d \(thread \d+\)", state);
        Assert.Matches(@"lock B: worker \d \(thread \d+\)", state);
        Assert.Matches(@"frame \d+: locked by worker \d", state);
        // Pinned by the fix, and so not to be had by others.
        Assert.Matches(@"page \d+: swap \w+.*, whose slot is .*no folio in the swap cache", state);
        Assert.Matches(@"slot \d+: .*no folio in the swap cache", state);
        Assert.Matches("--flight-recorder on records them", state);
    }

    [Fact]
    public void Its_state_ends_with_the_last_steps_that_were_recorded()
    {
        var fixture = new RunFixture();
        StressOptions options = RunFixture.Options(FakeRegions.PrepareTick) with
        {
            Threads = 4,
            FlightRecorder = true,
            GivenWatchdogNs = StressOptions.WatchdogNsMin,
        };
        var factory = new ModelRegionFactory(options, () => new DeadlockingDevice(RunFixture.PageCount), zswap: null);
        new StressRunner(options, factory, options.LoadContent(), fixture).Run(() => fixture, fixture.Stop);
        string state = string.Join('\n', fixture.Stall);
        // Of a page that others ask for again and again, those are the last.
        Assert.Matches(@"us, thread \d+, page 0x\w+: swapcache_prepare\(\): -EEXIST", state);
    }
}
