using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Runs;

/// <summary>
/// A run: each round takes every strategy in turn, so that whatever changes on the machine meanwhile touches all of
/// them alike. Regions and workers are made once.
/// </summary>
/// <param name="options">Every option, resolved and checked.</param>
internal sealed class StressRunner(
    StressOptions options,
    IRegionFactory factory,
    PageContent content,
    IRunObserver observer
)
{
    /// <summary>
    /// Hears of every second and of the end of the rounds, on the monitor's thread: for who measures the run and tells
    /// nobody.
    /// </summary>
    public Action<RunProgress> Watch { get; init; } = _ => { };

    /// <summary>A small part of the time there is.</summary>
    private TimeSpan WarmUpTime =>
        options.DurationNs is { } ns && TimeSpan.FromMilliseconds(ns / 20e6) is var part && part < factory.WarmUpTime
            ? part
            : factory.WarmUpTime;

    /// <summary>Runs until the rounds are done or the flag is up.</summary>
    /// <param name="openRecorder">
    /// Opens the results; called when nothing is left that could refuse the run, and never before.
    /// </param>
    /// <param name="stop">Stops the run; a stopped round is checked and recorded like any other.</param>
    /// <exception cref="EnvironmentException">The machine cannot hold the run.</exception>
    public RunResult Run(Func<IRunRecorder> openRecorder, StopFlag stop)
    {
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        ThreadBudget budget = WeighThreads();
        var regions = new List<IRegion>();
        WorkerCrew? workers = null;
        WorkerCrew? checkers = null;
        ParkedThread? swapper = null;
        bool isStalled = false;
        try
        {
            foreach (StrategyInfo strategy in options.Strategies)
                regions.Add(factory.Create(strategy));
            observer.Spawning(budget);
            workers = WorkerCrew.Start(
                budget.Allowed,
                "worker",
                stop,
                new StartFailures(options.FailThreadStartPercent, options.Seed)
            );
            checkers = WorkerCrew.Start(Math.Min(ThreadLimits.CheckersMax, budget.Allowed), "checker", new());
            observer.Spawned(workers);
            CheckCrews(workers, checkers, stop);
            swapper = new ParkedThread("swapper");
            IRunRecorder recorder = openRecorder();
            using Timer? timer = StartTimer(stop);
            RunHistory history = recorder.History;
            WavePlan plan = WavePlan.For(options.Threads, workers.Count, options.Waves);
            StrategyResult[] results =
            [
                .. options.Strategies.Select(strategy =>
                    history.Of(strategy, options.Threads, workers.Count, Math.Max(1, plan.Waves))
                ),
            ];
            int? failureCode = ExitCode.Internal;
            try
            {
                isStalled = !TryRunRounds(workers, plan, checkers, swapper, regions, results, recorder, stop);
                failureCode = null;
            }
            catch (EnvironmentException exception)
            {
                // What was seen until then stands.
                failureCode = ExitCode.Environment;
                observer.Warn(exception.Message);
            }
            finally
            {
                recorder.Complete(Summarise());
            }
            return Summarise();

            RunResult Summarise() =>
                new(options, history.StartedUtc ?? startedUtc, results, stop.IsInterrupted, failureCode, isStalled);
        }
        finally
        {
            // Threads that hang still use all of it; the process is to end.
            if (!isStalled)
            {
                swapper?.Dispose();
                checkers?.Dispose();
                workers?.Dispose();
                foreach (IRegion region in regions)
                    region.Dispose();
            }
        }
    }

    private void CheckCrews(WorkerCrew workers, WorkerCrew checkers, StopFlag stop)
    {
        if (options.Strict && workers.StartFailure is { } failure && workers.Count < options.Threads)
            throw new EnvironmentException(
                $"--strict: {workers.Count} of {options.Threads} threads started, then the system refused: {failure}"
            );
        // Without threads nothing is added and nothing is checked, and every round would look good.
        if ((workers.Count == 0 && !stop.IsRequested) || checkers.Count == 0)
            throw new EnvironmentException(
                $"the system refused every thread: {workers.StartFailure ?? checkers.StartFailure}"
            );
    }

    /// <summary>Runs the rounds on a thread of their own, under the eyes of the watchdog.</summary>
    /// <returns>False when they stand still: then their threads are left as they are.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Thrown again where the rounds are waited for.")]
    private bool TryRunRounds(
        WorkerCrew workers,
        WavePlan plan,
        WorkerCrew checkers,
        ParkedThread swapper,
        List<IRegion> regions,
        StrategyResult[] results,
        IRunRecorder recorder,
        StopFlag stop
    )
    {
        // Not disposed of: whoever hangs may come back to it.
        var ended = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        bool isStalled = false;
        using var monitor = new RunMonitor(options, FirstRounds(recorder).Sum(), observer)
        {
            Progressed = Watch,
            Record = recorder.Record,
            Stalled = round =>
            {
                recorder.RecordStall(StallReport.Lines(options, round, workers));
                Volatile.Write(ref isStalled, value: true);
                ended.Set();
            },
        };
        var runner = new RoundRunner(
            workers,
            plan,
            checkers,
            swapper,
            content,
            options.Work,
            options.StepDelayNs,
            observer,
            monitor,
            stop
        );
        var thread = new Thread(() =>
        {
            try
            {
                RunRounds(runner, regions, results, recorder, monitor, stop);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
            ended.Set();
        })
        {
            IsBackground = true,
            Name = "rounds",
        };
        monitor.Start();
        thread.Start();
        ended.Wait();
        if (Volatile.Read(ref isStalled))
            return false;
        thread.Join();
        failure?.Throw();
        return true;
    }

    private void RunRounds(
        RoundRunner rounds,
        List<IRegion> regions,
        StrategyResult[] results,
        IRunRecorder recorder,
        RunMonitor monitor,
        StopFlag stop
    )
    {
        int[] firstRounds = FirstRounds(recorder);
        var tidying = new MemoryTidying();
        long start = Stopwatch.GetTimestamp();
        TimeSpan last = TimeSpan.Zero;
        for (
            int round = firstRounds.Min();
            !stop.IsRequested
                && RoundLimit.AllowsAnother(options, round, results, Stopwatch.GetElapsedTime(start), last);
            round++
        )
        {
            long roundStart = Stopwatch.GetTimestamp();
            for (int i = 0; i < regions.Count && !stop.IsRequested; i++)
            {
                // A killed part may have come to some of the strategies only.
                if (round < firstRounds[i])
                    continue;
                StrategyInfo strategy = options.Strategies[i];
                RoundResult? warmUp =
                    round == firstRounds[i] ? rounds.WarmUp(round, i, strategy, regions[i], WarmUpTime) : null;
                if (stop.IsRequested && warmUp is null)
                    return;
                // A warm-up that found what must not be is a round: nothing that was seen is left unsaid.
                if ((warmUp ?? rounds.Run(round, i, strategy, regions[i])) is not { } result)
                    return;
                monitor.RoundFinished(i, result);
                results[i] = results[i].Plus(result);
                recorder.Record(result);
                observer.RoundFinished(result);
            }
            last = Stopwatch.GetElapsedTime(roundStart);
            tidying.BetweenRounds();
        }
    }

    private int[] FirstRounds(IRunRecorder recorder) => [.. options.Strategies.Select(recorder.History.NextRound)];

    private ThreadBudget WeighThreads()
    {
        ThreadBudget budget = new ThreadLimits().Weigh(
            options.Threads,
            ThreadLimits.WorkerStackBytes,
            MemoryNeed.Of(options),
            options.Strategies.Count * options.ThreadsOfRegion
        );
        if (options.Strict && !budget.IsEnough)
            throw new EnvironmentException($"--strict: {budget.Describe()}");
        if (budget.Allowed == 0)
            throw new EnvironmentException($"no worker thread fits: {budget.Describe()}");
        return budget;
    }

    private Timer? StartTimer(StopFlag stop) =>
        options.DurationNs is { } durationNs
            ? new Timer(
                _ => stop.Request(StopReason.Duration),
                state: null,
                TimeSpan.FromMilliseconds(Math.Ceiling(durationNs / 1e6)),
                Timeout.InfiniteTimeSpan
            )
            : null;
}
