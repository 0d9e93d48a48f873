using SwapStress.Harness.Options;

namespace SwapStress.Stress.Metrics;

/// <summary>What tells the measurements of one strategy from those of another.</summary>
internal static class StrategyTags
{
    /// <summary>The strategy's name, or "kernel"; in a race run also "on" or "off" for its fix.</summary>
    public static KeyValuePair<string, object?>[] Of(StrategyInfo strategy) =>
        strategy.Fix is { } fix ? [new("sync", strategy.Name), new("fix", fix)] : [new("sync", strategy.Name)];
}
