using System.Diagnostics;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Monitoring;

/// <summary>
/// Looks at a run every second, on a thread of its own: for who watches it live, and once an interval for what is
/// recorded of it. It reads counters that others write, takes no lock of theirs, and holds nobody up.
/// </summary>
internal sealed class RunMonitor : IDisposable
{
    /// <summary>From one look to the next.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly StressOptions _options;
    private readonly IRunObserver _observer;
    private readonly Action<RunProgress> _record;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stopping = new();

    /// <summary>Guards the rest.</summary>
    private readonly Lock _gate = new();
    private readonly StrategyProgress[] _finished;
    private int _round;
    private int _current = -1;
    private IRegion? _region;
    private AddPass? _pass;
    private RegionStatistics _atRelease = RegionStatistics.Zero;

    /// <summary>What the region counted while workers ran; null as long as they do.</summary>
    private RegionStatistics? _ran;

    private RunMonitor(StressOptions options, IRunObserver observer, Action<RunProgress> record)
    {
        _options = options;
        _observer = observer;
        _record = record;
        _finished =
        [
            .. options.Strategies.Select(strategy => new StrategyProgress(
                strategy,
                0,
                0,
                0,
                0,
                HistogramSnapshot.Empty
            )),
        ];
        _thread = new Thread(Watch) { IsBackground = true, Name = "monitor" };
    }

    /// <summary>Begins to look at a run that is about to begin.</summary>
    /// <param name="options">The run.</param>
    /// <param name="observer">Hears of every second, and of every interval.</param>
    /// <param name="record">Keeps what happened in an interval.</param>
    public static RunMonitor Start(StressOptions options, IRunObserver observer, Action<RunProgress> record)
    {
        var monitor = new RunMonitor(options, observer, record);
        monitor._thread.Start();
        return monitor;
    }

    /// <summary>The workers of a round are about to be released.</summary>
    public void RoundStarting(int round, int strategy, IRegion region, AddPass pass, RegionStatistics atRelease)
    {
        lock (_gate)
        {
            _round = round;
            _current = strategy;
            _region = region;
            _pass = pass;
            _atRelease = atRelease;
            _ran = null;
        }
    }

    /// <summary>The workers of the round, and its swapper, are done: what the check does is not counted.</summary>
    public void RoundRan(RegionStatistics ran)
    {
        lock (_gate)
            _ran = ran;
    }

    /// <summary>A round has been checked.</summary>
    public void RoundFinished(int strategy, RoundResult result)
    {
        lock (_gate)
        {
            StrategyProgress before = _finished[strategy];
            _finished[strategy] = new StrategyProgress(
                before.Strategy,
                before.Rounds + 1,
                before.Updates + result.Updates,
                before.LostUpdates + result.Verification.LostUpdates,
                before.MajorFaults + result.Statistics.MajorFaults,
                before.SwapIn.Plus(result.Statistics.SwapIn.Total)
            );
            (_current, _region, _pass) = (-1, null, null);
        }
    }

    /// <summary>Ends the thread; the last, shorter interval is recorded.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _thread.Join();
        _stopping.Dispose();
    }

    private void Watch()
    {
        RunProgress intervalStart = Look();
        TimeSpan interval = TimeSpan.FromMilliseconds(StressOptions.ProgressIntervalNs / 1e6);
        for (bool stopping = false; !stopping; )
        {
            stopping = _stopping.Wait(Tick);
            RunProgress now = Look();
            _observer.Progressed(now);
            // A little early rather than a whole tick late.
            if (!stopping && now.Elapsed - intervalStart.Elapsed < interval - (Tick / 2))
                continue;
            RunProgress since = now.Since(intervalStart);
            intervalStart = now;
            _record(since);
            if (!stopping)
                _observer.IntervalEnded(now, since);
        }
    }

    private RunProgress Look()
    {
        lock (_gate)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            StrategyProgress[] strategies = [.. _finished];
            double fraction = 0;
            if (_current >= 0)
            {
                RegionStatistics running = _ran ?? _region!.ReadStatistics().Since(_atRelease);
                StrategyProgress finished = strategies[_current];
                strategies[_current] = finished with
                {
                    Updates = finished.Updates + _pass!.Updates,
                    MajorFaults = finished.MajorFaults + running.MajorFaults,
                    SwapIn = finished.SwapIn.Plus(running.SwapIn.Total),
                };
                fraction = _pass.Fraction;
            }
            return new RunProgress(
                DateTimeOffset.UtcNow,
                elapsed,
                _round,
                _current < 0 ? null : _options.Strategies[_current],
                fraction,
                RunClock.Left(_options, elapsed, _finished.Sum(strategy => strategy.Rounds) + fraction),
                strategies,
                ProcessSample.Take()
            );
        }
    }
}
