using System.Diagnostics;
using SwapStress.Harness.Content;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// One round: populate and stamp, start the swapper, release the workers, wave by wave where there are more of them than
/// threads, wait for every one, stop the swapper, check every page. A warm-up is the same, short, with few workers: on code
/// that is not compiled yet workers can be done before the swapper gets going, so that rounds would not be alike.
/// </summary>
internal sealed class RoundRunner(
    WorkerCrew workers,
    WavePlan plan,
    WorkerCrew checkers,
    ParkedThread swapperThread,
    PageContent content,
    WorkKind work,
    long stepDelayNs,
    IRunObserver observer,
    RunMonitor monitor,
    StopFlag stop
)
{
    /// <summary>More workers of a warm-up would warm nothing else.</summary>
    private const int WarmUpWorkersMax = 64;

    /// <summary>What is wrong is wrong whenever it happens: also where pages are populated and checked.</summary>
    private static readonly Counter[] OfWholeRound =
    [
        Counter.StaleInstalls,
        Counter.SwapMapErrors,
        Counter.EventStaleInstall,
        Counter.EventOnlyCopyDropped,
        Counter.EventStaleWriteback,
        Counter.EventOverrun,
    ];

    private readonly Verifier _verifier = new(checkers, content, work);

    /// <summary>Runs it.</summary>
    /// <param name="round">Number of the round, from 0.</param>
    /// <param name="index">Which of the run's strategies.</param>
    /// <returns>Null if it was stopped before the workers were released, or before all was checked: then it is none.</returns>
    public RoundResult? Run(int round, int index, StrategyInfo strategy, IRegion region) =>
        Run(new RoundUnderWay(round, index, strategy, region, _verifier.Pages), plan, observer, stop);

    /// <summary>
    /// Runs a warm-up, again and again until its time is over. It is checked as every round is, and is none.
    /// </summary>
    /// <param name="round">Number of the round that it goes before.</param>
    /// <param name="index">Which of the run's strategies.</param>
    /// <returns>The first that found what a round must not, else null.</returns>
    public RoundResult? WarmUp(int round, int index, StrategyInfo strategy, IRegion region, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return null;
        observer.WarmingUp(strategy);
        int few = Math.Min(plan.Threads, WarmUpWorkersMax);
        var end = new StopFlag(stop);
        using var timer = new Timer(_ => end.Request(StopReason.Duration), null, time, Timeout.InfiniteTimeSpan);
        while (!end.IsRequested)
        {
            var warmUp = new RoundUnderWay(round, index, strategy, region, _verifier.Pages) { IsWarmUp = true };
            if (Run(warmUp, new WavePlan(few, few), told: null, end) is not { } result)
                return null;
            if (result.Verification.Defects > 0 || (!strategy.IsControl && result.IsFaulty))
                return result;
        }
        return null;
    }

    private RoundResult? Run(RoundUnderWay underWay, WavePlan waves, IRunObserver? told, StopFlag until)
    {
        IRegion region = underWay.Region;
        StrategyInfo strategy = underWay.Strategy;
        monitor.RoundStarting(underWay);
        Tally atStart = region.ReadStatistics();
        region.ForgetFirstLoss();
        told?.Populating(strategy, region.PageCount);
        region.DelayReads(isOn: false);
        _verifier.Populate(region, () => stop.IsRequested);
        region.DelayReads(isOn: true);
        if (stop.IsRequested)
            return Abandon();
        Tally populated = region.ReadStatistics();

        var pass = new AddPass(region, content, work, waves.Workers, stepDelayNs, until);
        region.InjectFailures(isOn: true);
        told?.SwappingOut(strategy);
        underWay.Enter(RoundPhase.SwappingOut);
        using Swapper swapper = Swapper.Start(region, until, swapperThread);
        swapper.AwaitFirstSweep();
        if (stop.IsRequested)
        {
            swapper.Stop();
            region.InjectFailures(isOn: false);
            return Abandon();
        }
        Tally released = region.ReadStatistics();
        told?.RoundStarting(strategy, underWay.Round, waves.Workers, pass, region.PageCount);
        underWay.Releasing(pass, populated);
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        long startTimestamp = Stopwatch.GetTimestamp();
        TimeSpan cpuAtStart = Environment.CpuUsage.TotalTime;
        TimeSpan elapsed;
        TimeSpan cpuTime;
        try
        {
            RunWaves(strategy, pass, waves, told, until);
        }
        finally
        {
            elapsed = Stopwatch.GetElapsedTime(startTimestamp);
            cpuTime = Environment.CpuUsage.TotalTime - cpuAtStart;
            underWay.WorkersDone(elapsed);
            told?.WorkersDone();
        }
        swapper.Stop();
        region.InjectFailures(isOn: false);
        Tally ran = region.ReadStatistics() with { SizeClasses = region.ReadSizeClasses() };
        underWay.Ran(ran.Since(populated));

        underWay.Enter(RoundPhase.Checking);
        // Who asked before wants to know what was done until then; who asks now does not want to wait for that either.
        bool wasInterrupted = stop.IsInterrupted;
        region.DelayReads(isOn: false);
        Verification? verification = _verifier.Verify(region, pass, () => stop.IsInterrupted && !wasInterrupted);
        region.DelayReads(isOn: true);
        if (verification is null)
        {
            observer.Warn($"round {underWay.Round} of {strategy.Label} was not checked to its end, and counts as none");
            return Abandon();
        }
        Tally whole = region.ReadStatistics().Since(atStart);
        Tally worked = ran.Since(released);
        bool isComplete = pass.Steps == (long)waves.Workers * region.PageCount;
        return new RoundResult
        {
            Round = underWay.Round,
            Strategy = strategy,
            StartedUtc = startedUtc,
            Elapsed = elapsed,
            CpuTime = cpuTime,
            Workers = workers.Count,
            Waves = Math.Max(1, waves.Waves),
            Updates = pass.Updates,
            Standing = Evidence.Judge(isComplete, workers.Count, region.PageCount, worked),
            PageCount = region.PageCount,
            PagesOutWhileWorking = worked.PagesOut,
            Statistics = ran.Since(populated).With([.. OfWholeRound.Select(counter => (counter, whole[counter]))]),
            Verification = verification,
            LossWindows = region.LossWindows,
            Suspended = monitor.SuspendedIn(underWay),
            FirstLoss =
                verification.LostUpdates == 0 ? null
                : region.FirstLossTimestamp is not 0 and var lost
                && Stopwatch.GetElapsedTime(startTimestamp, lost) is var after
                && after < elapsed
                    ? after
                // Found, or done, when the pages were checked.
                : elapsed,
        };
    }

    private RoundResult? Abandon()
    {
        monitor.RoundAbandoned();
        return null;
    }

    /// <summary>A stop ends the wave that runs, and no further one begins.</summary>
    private void RunWaves(StrategyInfo strategy, AddPass pass, WavePlan waves, IRunObserver? told, StopFlag until)
    {
        for (int wave = 0; wave < waves.Waves && !until.IsRequested; wave++)
        {
            int first = waves.FirstOf(wave);
            int size = waves.SizeOf(wave);
            told?.WaveStarting(strategy, wave, waves.Waves, size);
            workers.Run(thread =>
            {
                if (thread < size)
                    pass.Walk(first + thread);
            });
        }
    }
}
