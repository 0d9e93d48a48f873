using System.Diagnostics;
using System.Globalization;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// Looks at a run every second, on a thread of its own: for who watches it live, once an interval for what is recorded of
/// it, and for the watchdog. It reads counters that others write, takes no lock of the model, and holds nobody up.
/// </summary>
internal sealed class RunMonitor : IDisposable
{
    /// <summary>From one look to the next.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly StressOptions _options;
    private readonly int _earlierRounds;
    private readonly IRunObserver _observer;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stopping = new();

    /// <summary>Guards the rest.</summary>
    private readonly Lock _gate = new();
    private readonly StrategyResult[] _finished;
    private readonly SuspensionClock _suspension = new();
    private RoundUnderWay? _current;

    /// <summary>A monitor that does not look yet.</summary>
    /// <param name="earlierRounds">Rounds of all strategies that earlier parts of the run did.</param>
    /// <param name="observer">Hears of every second, and of every interval.</param>
    public RunMonitor(StressOptions options, int earlierRounds, IRunObserver observer)
    {
        _options = options;
        _earlierRounds = earlierRounds;
        _observer = observer;
        _finished = [.. options.Strategies.Select(strategy => new StrategyResult(strategy, Tally.ZeroOf(strategy)))];
        _thread = new Thread(Watch) { IsBackground = true, Name = "monitor" };
    }

    /// <summary>Hears of every second, as the observer does.</summary>
    public Action<RunProgress> Progressed { get; init; } = _ => { };

    /// <summary>Keeps what happened in an interval; before <see cref="Start"/>.</summary>
    public required Action<RunProgress> Record { get; init; }

    /// <summary>Hears, once, that nothing was done for <see cref="StressOptions.WatchdogNs"/>; the monitor looks no more.</summary>
    public required Action<RoundUnderWay?> Stalled { get; init; }

    /// <summary>Begins to look.</summary>
    public void Start() => _thread.Start();

    /// <summary>A round begins.</summary>
    public void RoundStarting(RoundUnderWay round)
    {
        lock (_gate)
            _current = round;
    }

    /// <summary>A round was stopped, and is none.</summary>
    public void RoundAbandoned()
    {
        lock (_gate)
            _current = null;
    }

    /// <summary>How long the process was stopped in a round that is about to end.</summary>
    public TimeSpan SuspendedIn(RoundUnderWay round)
    {
        lock (_gate)
        {
            NoteSuspensionLocked();
            return round.Suspended;
        }
    }

    /// <summary>A round has been checked.</summary>
    public void RoundFinished(int strategy, RoundResult result)
    {
        lock (_gate)
        {
            // Who watches sees the rates of void rounds, too.
            _finished[strategy] = _finished[strategy].Plus(result.Tally);
            _current = null;
        }
    }

    /// <summary>Ends the thread; the last, shorter interval is recorded.</summary>
    public void Dispose()
    {
        _stopping.Set();
        // The system may have refused it.
        if (!_thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted))
            _thread.Join();
        _stopping.Dispose();
    }

    private void Watch()
    {
        var watchdog = new Watchdog(_options.Watchdog, Tick);
        RunProgress intervalStart = Look(out _);
        TimeSpan interval = TimeSpan.FromMilliseconds(StressOptions.ProgressIntervalNs / 1e6);
        for (bool stopping = false; !stopping; )
        {
            stopping = _stopping.Wait(Tick);
            RunProgress now = Look(out RunActivity activity);
            _observer.Progressed(now);
            Progressed(now);
            if (!stopping && watchdog.IsStalled(activity))
            {
                Record(now.Since(intervalStart));
                Stalled(_current);
                return;
            }
            // A little early rather than a whole tick late.
            if (!stopping && now.Elapsed - intervalStart.Elapsed < interval - (Tick / 2))
                continue;
            RunProgress since = now.Since(intervalStart);
            intervalStart = now;
            Record(since);
            if (!stopping)
                _observer.IntervalEnded(now, since);
        }
    }

    private void NoteSuspensionLocked()
    {
        TimeSpan stopped = _suspension.Look();
        if (stopped == TimeSpan.Zero || _current is null)
            return;
        _current.Suspended += stopped;
        _observer.Warn(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the process was stopped for {stopped.TotalSeconds:0} s: times and latencies of round {_current.Round} of "
                    + $"{_current.Strategy.Label} have that in them"
            )
        );
    }

    private RunProgress Look(out RunActivity activity)
    {
        lock (_gate)
        {
            NoteSuspensionLocked();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            StrategyResult[] strategies = [.. _finished];
            int rounds = _finished.Sum(strategy => strategy.Rounds);
            activity = new RunActivity(rounds, 0, 0, 0, 0);
            if (_current is { } current)
            {
                strategies[current.Index] = current.AddTo(strategies[current.Index]);
                activity = current.AddTo(activity);
            }
            double fraction = _current?.Fraction ?? 0;
            AddPass? pass = _current?.Pass;
            return new RunProgress(
                DateTimeOffset.UtcNow,
                elapsed,
                _current?.Round ?? 0,
                _current?.Strategy,
                fraction,
                RunClock.Left(_options, elapsed, _earlierRounds, rounds + fraction),
                strategies,
                ProcessSample.Take()
            )
            {
                Phase = _current?.Now.Phase ?? RoundPhase.Populating,
                PhaseDone = _current?.Now.Done ?? 0,
                Workers = pass?.Workers ?? 0,
                WorkersAtWork = pass?.AtWork ?? 0,
            };
        }
    }
}
