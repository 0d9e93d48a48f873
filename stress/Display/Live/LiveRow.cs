using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>One strategy in the table.</summary>
/// <param name="SoFar">Since the run, or this part of it, began.</param>
/// <param name="Recent">In the last seconds of its own rounds.</param>
/// <param name="IsCurrent">Whether it is its turn.</param>
internal sealed record LiveRow(StrategyProgress SoFar, StrategyProgress Recent, bool IsCurrent);
