using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>What earlier parts of a run did: a run that was killed or stopped is resumed after the last round it recorded.</summary>
internal sealed record RunHistory
{
    /// <summary>That of a run that begins.</summary>
    public static RunHistory None { get; } = new();

    /// <summary>How many times the run was resumed.</summary>
    public int Resumed { get; init; }

    /// <summary>When its first part started; null if that is this one.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>The rounds of each strategy, by <see cref="StrategyInfo.Key"/>; none if it has no round.</summary>
    public IReadOnlyDictionary<string, RoundSums> Strategies { get; init; } =
        new Dictionary<string, RoundSums>(StringComparer.Ordinal);

    /// <summary>The number of a strategy's next round.</summary>
    public int NextRound(StrategyInfo strategy) =>
        Strategies.TryGetValue(strategy.Key, out RoundSums? sums) ? sums.LastRound + 1 : 0;

    /// <summary>What a strategy's next round is added to.</summary>
    /// <param name="workersCreated">Workers that were started now.</param>
    /// <param name="waves">Waves of a round from now on.</param>
    public StrategyResult Of(StrategyInfo strategy, int workersRequested, int workersCreated, int waves)
    {
        Tally earlier = Strategies.TryGetValue(strategy.Key, out RoundSums? sums) ? sums.Tally : Tally.ZeroOf(strategy);
        return new StrategyResult(
            strategy,
            earlier.With(
                (Counter.WorkersRequested, workersRequested),
                (Counter.WorkersCreated, workersCreated),
                (Counter.Waves, waves)
            )
        );
    }
}

/// <summary>Rounds of one strategy, added up.</summary>
/// <param name="Sync">The strategy as results name it; null for the kernel.</param>
/// <param name="Fix">"off" or "on" in a race; else null.</param>
/// <param name="LastRound">The number of the last one, from 0.</param>
/// <param name="Key">Its <see cref="StrategyInfo.Key"/>.</param>
internal sealed record RoundSums(string? Sync, string? Fix, int LastRound, string Key, Tally Tally);
