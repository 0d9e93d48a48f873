using System.Diagnostics;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Rounds;

/// <summary>A round as the monitor sees it: its own thread tells how far it has come, another one reads.</summary>
/// <param name="round">Its number, from 0.</param>
/// <param name="index">Which of the run's strategies.</param>
/// <param name="pages">Counts the pages that are populated and checked.</param>
internal sealed class RoundUnderWay(int round, int index, StrategyInfo strategy, IRegion region, PageTally pages)
{
    private readonly Lock _gate = new();
    private RoundPhase _phase = RoundPhase.Populating;
    private long _pagesBefore = pages.Count;
    private AddPass? _pass;
    private Tally _populated = new();
    private Tally? _ran;
    private long _releaseTimestamp;
    private TimeSpan? _worked;

    /// <summary>Nothing of a warm-up is added to what the run has done.</summary>
    public bool IsWarmUp { get; init; }

    public int Round => round;

    public int Index => index;

    public StrategyInfo Strategy => strategy;

    public IRegion Region => region;

    /// <summary>The workers' progress; null before they are released.</summary>
    public AddPass? Pass
    {
        get
        {
            lock (_gate)
                return _pass;
        }
    }

    /// <summary>Time in which the whole process was stopped; guarded by the monitor.</summary>
    public TimeSpan Suspended { get; set; }

    /// <summary>What it does now, and how much of that is done, from 0 to 1; 0 where nobody can tell.</summary>
    public (RoundPhase Phase, double Done) Now
    {
        get
        {
            lock (_gate)
                return (
                    _phase,
                    _phase switch
                    {
                        RoundPhase.Working => _pass?.Fraction ?? 0,
                        RoundPhase.SwappingOut => 0,
                        _ => (double)(pages.Count - _pagesBefore) / region.PageCount,
                    }
                );
        }
    }

    /// <summary>The next phase begins.</summary>
    public void Enter(RoundPhase phase)
    {
        lock (_gate)
            (_phase, _pagesBefore) = (phase, pages.Count);
    }

    /// <summary>How much of the additions is done, from 0 to 1.</summary>
    public double Fraction => IsWarmUp ? 0 : Pass?.Fraction ?? 0;

    /// <summary>The workers are about to be released.</summary>
    /// <param name="populated">What the region has counted until then, which is not the round's.</param>
    public void Releasing(AddPass pass, Tally populated)
    {
        lock (_gate)
            (_phase, _pass, _populated, _releaseTimestamp) = (
                RoundPhase.Working,
                pass,
                populated,
                Stopwatch.GetTimestamp()
            );
    }

    /// <summary>Every worker has been waited for.</summary>
    public void WorkersDone(TimeSpan elapsed)
    {
        lock (_gate)
            _worked = elapsed;
    }

    /// <summary>Workers and swapper are done: what the check does is not counted.</summary>
    /// <param name="ran">What the region counted meanwhile.</param>
    public void Ran(Tally ran)
    {
        lock (_gate)
            _ran = ran;
    }

    /// <summary>With what this round has done so far.</summary>
    public StrategyResult AddTo(StrategyResult finished)
    {
        lock (_gate)
        {
            if (_pass is null || IsWarmUp)
                return finished;
            Tally running = _ran ?? region.ReadStatistics().Since(_populated);
            TimeSpan worked = _worked ?? Stopwatch.GetElapsedTime(_releaseTimestamp);
            return finished.Plus(running.With((Counter.Updates, _pass.Updates), (Counter.Elapsed, worked.Ticks)));
        }
    }

    /// <summary>With what this round has done so far.</summary>
    public RunActivity AddTo(RunActivity finished)
    {
        Tally statistics = region.ReadStatistics();
        AddPass? released = Pass;
        return finished with
        {
            Steps = released?.Steps ?? 0,
            Faults = statistics.SwapIns.Count + statistics.Count(Counter.MinorFaults),
            // Once there are workers, a swapper that finds something to do is no sign that they get on.
            FirstSwapOuts = released is null
                ? statistics.Count(Counter.SwapOuts) + statistics.Count(Counter.ZswapStores)
                : 0,
            Pages = pages.Count,
        };
    }
}
