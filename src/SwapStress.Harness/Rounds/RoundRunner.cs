using System.Diagnostics;
using SwapStress.Harness.Content;
using SwapStress.Harness.Monitoring;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// One round: populate and stamp, start the swapper, release the workers, wave by wave where there are more of them than
/// threads, wait for every one, stop the swapper, check every page.
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
    private readonly Verifier _verifier = new(checkers, content, work);

    /// <summary>Runs it.</summary>
    /// <param name="round">Number of the round, from 0.</param>
    /// <param name="index">Which of the run's strategies.</param>
    /// <param name="strategy">That strategy.</param>
    /// <param name="region">Its region.</param>
    public RoundResult Run(int round, int index, StrategyInfo strategy, IRegion region)
    {
        var underWay = new RoundUnderWay(round, index, strategy, region, _verifier.Pages);
        monitor.RoundStarting(underWay);
        RegionStatistics atStart = region.ReadStatistics();
        bool hadLossBefore = region.FirstLossTimestamp != 0;
        observer.Populating(strategy, region.PageCount);
        _verifier.Populate(region);
        RegionStatistics populated = region.ReadStatistics();

        var pass = new AddPass(region, content, work, plan.Workers, stepDelayNs, stop);
        region.InjectFailures(isOn: true);
        observer.SwappingOut(strategy);
        using Swapper swapper = Swapper.Start(region, stop, swapperThread);
        swapper.AwaitFirstSweep();
        observer.RoundStarting(strategy, round, plan.Workers, pass, region.PageCount);
        underWay.Releasing(pass, populated);
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        long startTimestamp = Stopwatch.GetTimestamp();
        TimeSpan cpuAtStart = Environment.CpuUsage.TotalTime;
        TimeSpan elapsed;
        TimeSpan cpuTime;
        try
        {
            RunWaves(strategy, pass);
        }
        finally
        {
            elapsed = Stopwatch.GetElapsedTime(startTimestamp);
            cpuTime = Environment.CpuUsage.TotalTime - cpuAtStart;
            underWay.WorkersDone(elapsed);
            observer.WorkersDone();
        }
        swapper.Stop();
        region.InjectFailures(isOn: false);
        RegionStatistics ran = region.ReadStatistics() with { SizeClasses = region.ReadSizeClasses() };
        underWay.Ran(ran.Since(populated));

        Verification verification = _verifier.Verify(region, pass);
        RegionStatistics whole = region.ReadStatistics().Since(atStart);
        return new RoundResult
        {
            Round = round,
            Strategy = strategy,
            StartedUtc = startedUtc,
            Elapsed = elapsed,
            CpuTime = cpuTime,
            Workers = workers.Count,
            Waves = Math.Max(1, plan.Waves),
            Updates = pass.Updates,
            IsComplete = pass.Steps == (long)plan.Workers * region.PageCount,
            Statistics = ran.Since(populated) with
            {
                StaleInstalls = whole.StaleInstalls,
                SwapMapErrors = whole.SwapMapErrors,
                Events = whole.Events,
            },
            Verification = verification,
            LossWindows = region.LossWindows,
            FirstLoss =
                verification.LostUpdates == 0 ? null
                : hadLossBefore || region.FirstLossTimestamp == 0 ? elapsed
                : Stopwatch.GetElapsedTime(startTimestamp, region.FirstLossTimestamp),
        };
    }

    /// <summary>A stop ends the wave that runs, and no further one begins.</summary>
    private void RunWaves(StrategyInfo strategy, AddPass pass)
    {
        for (int wave = 0; wave < plan.Waves && !stop.IsRequested; wave++)
        {
            int first = plan.FirstOf(wave);
            int size = plan.SizeOf(wave);
            observer.WaveStarting(strategy, wave, plan.Waves, size);
            workers.Run(thread =>
            {
                if (thread < size)
                    pass.Walk(first + thread);
            });
        }
    }
}
