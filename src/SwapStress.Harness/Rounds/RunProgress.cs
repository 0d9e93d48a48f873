using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Rounds;

/// <summary>One strategy between two looks at a run.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Rounds">Rounds that ended.</param>
/// <param name="Updates">Additions, those of a round under way included.</param>
/// <param name="LostUpdates">Lost ones, of rounds that ended.</param>
internal sealed record StrategyProgress(StrategyInfo Strategy, int Rounds, long Updates, long LostUpdates)
{
    /// <summary>While its workers ran; the other strategies' turns, populating and checking are left out.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>Pages with a wrong stamp, of rounds that ended.</summary>
    public long Misloads { get; init; }

    /// <summary>Everything that its region counted, with its swap device at that moment.</summary>
    public RegionStatistics Statistics { get; init; } = RegionStatistics.ZeroOf(Strategy);

    /// <summary>Faults that read the device.</summary>
    public long MajorFaults => Statistics.MajorFaults;

    /// <summary>Latency of the swap-ins.</summary>
    public HistogramSnapshot SwapIn => Statistics.SwapIn.Total;

    /// <summary>Additions in each second of <see cref="Worked"/>; 0 before the first.</summary>
    public double UpdatesPerSecond => PerSecond(Updates);

    /// <summary>Swap-ins in each second of <see cref="Worked"/>; 0 before the first.</summary>
    public double SwapInsPerSecond => PerSecond(SwapIn.Count);

    /// <summary>What happened since <paramref name="earlier"/>.</summary>
    public StrategyProgress Since(StrategyProgress earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return new StrategyProgress(
            Strategy,
            Rounds - earlier.Rounds,
            Updates - earlier.Updates,
            LostUpdates - earlier.LostUpdates
        )
        {
            Worked = Worked - earlier.Worked,
            Misloads = Misloads - earlier.Misloads,
            Statistics = Statistics.Since(earlier.Statistics),
        };
    }

    private double PerSecond(long count) => Worked > TimeSpan.Zero ? count / Worked.TotalSeconds : 0;
}

/// <summary>A run at one moment, or between two.</summary>
/// <param name="At">When.</param>
/// <param name="Elapsed">Since the first round; or the time between the two moments.</param>
/// <param name="Round">The round under way, from 0.</param>
/// <param name="Current">The strategy whose turn it is; null between two.</param>
/// <param name="RoundFraction">How much of the current one's additions are done, from 0 to 1.</param>
/// <param name="Left">How long it will take yet, if the rest goes as what was; null where nothing ends it.</param>
/// <param name="Strategies">Each strategy.</param>
/// <param name="Process">The process at that moment.</param>
internal sealed record RunProgress(
    DateTimeOffset At,
    TimeSpan Elapsed,
    int Round,
    StrategyInfo? Current,
    double RoundFraction,
    TimeSpan? Left,
    IReadOnlyList<StrategyProgress> Strategies,
    ProcessSample Process
)
{
    /// <summary>What the round under way does.</summary>
    public RoundPhase Phase { get; init; } = RoundPhase.Working;

    /// <summary>How much of that is done, from 0 to 1; 0 where nobody can tell.</summary>
    public double PhaseDone { get; init; }

    /// <summary>Workers of the round under way, those of all waves together; 0 before they are released.</summary>
    public int Workers { get; init; }

    /// <summary>Those of them that have begun and are not done.</summary>
    public int WorkersAtWork { get; init; }

    /// <summary>What happened since <paramref name="earlier"/>; what is of a moment stays this one's.</summary>
    public RunProgress Since(RunProgress earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with
        {
            Elapsed = Elapsed - earlier.Elapsed,
            Strategies = [.. Strategies.Zip(earlier.Strategies, (now, before) => now.Since(before))],
        };
    }
}
