using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;

namespace SwapStress.Testing;

/// <summary>Regions that a test prepared, by the name of their strategy, or its label in a race.</summary>
internal sealed class FakeRegions(params (string Label, FakeRegion Region)[] regions) : IRegionFactory
{
    public static StrategyInfo None { get; } = new("none", Sound: false, "a control");

    public static StrategyInfo PrepareTick { get; } = new("prepare-tick", Sound: true, "the fix");

    public static StrategyInfo Cached { get; } = new("cached", Sound: true, "the swap cache");

    /// <summary>A warm-up would be a round of theirs.</summary>
    public TimeSpan WarmUpTime => TimeSpan.Zero;

    public IRegion Create(StrategyInfo strategy) =>
        regions.Single(pair => pair.Label == (strategy.Race is null ? strategy.Name : strategy.Label)).Region;
}
