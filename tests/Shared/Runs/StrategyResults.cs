using SwapStress.Harness.Figures;
using SwapStress.Harness.Rounds;

namespace SwapStress.Testing;

internal static class StrategyResults
{
    /// <summary>With other counts.</summary>
    public static StrategyResult With(
        this StrategyResult result,
        params ReadOnlySpan<(Counter Counter, long? Value)> changes
    ) => result with { Tally = result.Tally.With(changes) };
}
