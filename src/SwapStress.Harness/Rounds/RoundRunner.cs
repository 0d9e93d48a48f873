using System.Diagnostics;
using SwapStress.Harness.Content;
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
    PageContent content,
    WorkKind work,
    long stepDelayNs,
    IRunObserver observer,
    StopFlag stop
)
{
    private readonly Verifier _verifier = new(checkers, content, work);

    public RoundResult Run(int round, StrategyInfo strategy, IRegion region)
    {
        RegionStatistics atStart = region.ReadStatistics();
        bool hadLossBefore = region.FirstLossTimestamp != 0;
        observer.Populating(strategy, region.PageCount);
        _verifier.Populate(region);
        RegionStatistics populated = region.ReadStatistics();

        var pass = new AddPass(region, content, work, plan.Workers, stepDelayNs, stop);
        observer.SwappingOut(strategy);
        using Swapper swapper = Swapper.Start(region, stop);
        swapper.AwaitFirstSweep();
        observer.RoundStarting(strategy, round, plan.Workers, pass, region.PageCount);
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
            observer.WorkersDone();
        }
        swapper.Stop();
        RegionStatistics ran = region.ReadStatistics();

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
