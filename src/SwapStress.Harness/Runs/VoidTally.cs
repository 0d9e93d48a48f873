using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>Void rounds (<see cref="RoundStanding.Void"/>) added up, so that they can be left out of rates.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="Updates">Additions.</param>
/// <param name="SwapIns">Swap-ins.</param>
/// <param name="Elapsed">Time during which workers ran.</param>
internal readonly record struct VoidTally(int Rounds, long Updates, long SwapIns, TimeSpan Elapsed)
{
    /// <summary>One of them.</summary>
    public static VoidTally Of(RoundResult round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return new(1, round.Updates, round.Statistics.SwapIn.Total.Count, round.Elapsed);
    }

    /// <summary>Both together.</summary>
    public VoidTally Plus(VoidTally other) =>
        new(Rounds + other.Rounds, Updates + other.Updates, SwapIns + other.SwapIns, Elapsed + other.Elapsed);
}
