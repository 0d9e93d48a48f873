using SwapStress.Harness.Options;

namespace SwapStress.Harness.Rounds;

/// <summary>A run at one moment, or between two.</summary>
/// <param name="Elapsed">Since the first round; or the time between the two moments.</param>
/// <param name="Round">The round under way, from 0.</param>
/// <param name="Current">The strategy whose turn it is; null between two.</param>
/// <param name="RoundFraction">How much of the current one's additions are done, from 0 to 1.</param>
/// <param name="Left">How long it will take yet, if the rest goes as what was; null where nothing ends it.</param>
/// <param name="Process">The process at that moment.</param>
internal sealed record RunProgress(
    DateTimeOffset At,
    TimeSpan Elapsed,
    int Round,
    StrategyInfo? Current,
    double RoundFraction,
    TimeSpan? Left,
    IReadOnlyList<StrategyResult> Strategies,
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
