using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;

namespace SwapStress.Harness.Rounds;

/// <summary>The rounds of one strategy, added up: all of them, or those of some time.</summary>
internal sealed record StrategyResult(StrategyInfo Strategy, Tally Tally)
{
    public int Rounds => (int)Tally.Count(Counter.Rounds);

    public int CountedRounds => (int)Tally.Count(Counter.CountedRounds);

    public int CountedRoundsWithLoss => (int)Tally.Count(Counter.CountedRoundsWithLoss);

    public int VoidRounds => (int)Tally.Count(Counter.VoidRounds);

    /// <summary>Rounds that did not come to their end.</summary>
    public int StoppedRounds => Rounds - CountedRounds - VoidRounds;

    /// <summary>Workers that there were at once: threads that were started.</summary>
    public int WorkersCreated => (int)Tally.Count(Counter.WorkersCreated);

    public long Updates => Tally.Count(Counter.Updates);

    public long LostUpdates => Tally.Count(Counter.LostUpdates);

    public long Misloads => Tally.Count(Counter.Misloads);

    public long ReadFailures => Tally.Count(Counter.ReadFailures);

    /// <summary>Findings that contradict the oracle, and violations of the region's accounting.</summary>
    public long Defects => Tally.Count(Counter.Defects);

    /// <summary>Time during which workers ran; the other strategies' turns, populating and checking are left out.</summary>
    public TimeSpan Elapsed => new(Tally.Count(Counter.Elapsed));

    /// <summary>Additions in each second of the rounds that are not void; 0 without one.</summary>
    public double UpdatesPerSecond => Rate("updatesPerSecond");

    /// <summary>Swap-ins in each second of the same.</summary>
    public double SwapInsPerSecond => Rate("swapInsPerSecond");

    /// <summary>
    /// Whether its rounds prove something: that it loses, because it did, or that it does not, because rounds that count
    /// lost nothing.
    /// </summary>
    public bool HasEvidence => HasDataLoss || (!Strategy.IsControl && CountedRounds > 0);

    /// <summary>Whether an update was lost, or a page misloaded or unreadable.</summary>
    public bool HasDataLoss => LostUpdates > 0 || Misloads > 0 || ReadFailures > 0;

    /// <summary>One round by itself.</summary>
    public static StrategyResult Of(RoundResult round)
    {
        bool isVoid = round.Standing == RoundStanding.Void;
        return new StrategyResult(
            round.Strategy,
            round.Tally.With(
                (Counter.VoidRounds, isVoid ? 1 : 0),
                (Counter.VoidUpdates, isVoid ? round.Updates : 0),
                (Counter.VoidSwapIns, isVoid ? round.Statistics.SwapIns.Count : 0),
                (Counter.VoidElapsed, isVoid ? round.Elapsed.Ticks : 0)
            )
        );
    }

    /// <summary>With one more round.</summary>
    public StrategyResult Plus(RoundResult round) => Plus(Of(round).Tally);

    /// <summary>With what came later.</summary>
    public StrategyResult Plus(Tally later) => this with { Tally = Tally.Plus(later) };

    /// <summary>What happened since <paramref name="earlier"/>.</summary>
    public StrategyResult Since(StrategyResult earlier) => this with { Tally = Tally.Since(earlier.Tally) };

    private double Rate(string name) => FigureTable.Default.Value(FigureTable.Default[name], Tally) ?? 0;
}
