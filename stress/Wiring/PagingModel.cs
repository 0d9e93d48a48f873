using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;

namespace SwapStress.Cli.Wiring;

/// <summary>The paging model on the store's devices.</summary>
internal sealed class PagingModel : IModel
{
    /// <inheritdoc/>
    public IReadOnlyList<StrategyInfo> Strategies { get; } =
    [
        new("none", Sound: false, "swap cache skipped, nothing pinned (4.15-6.7)"),
        new("prepare-tick", Sound: true, "swapcache_prepare, losers sleep one tick (6.8-6.11, the fix)"),
        new("cached", Sound: true, "every swap-in goes through the swap cache"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> DescribeCodecs() =>
        throw new EnvironmentException("this build has no page codecs; build one with src/SwapStress.Store");

    /// <inheritdoc/>
    public ModelSetup Prepare(StressOptions options) =>
        throw new EnvironmentException("this build has no paging layer; build one with src/SwapStress.Paging");
}
