using SwapStress.Harness.Options;

namespace SwapStress.Harness.Regions;

/// <summary>Makes the regions of a run.</summary>
internal interface IRegionFactory
{
    /// <summary>
    /// How long rounds that are none go before the first one: until the runtime has compiled what workers and swapper call,
    /// on a thread of its own and from the first time on to the last tier.
    /// </summary>
    TimeSpan WarmUpTime => TimeSpan.FromMilliseconds(500);

    /// <summary>A fresh region with a swap device of its own.</summary>
    /// <param name="strategy">How it synchronises swap-ins and, in a run that shows a race, whether the fix is in.</param>
    /// <exception cref="EnvironmentException">The machine cannot hold it.</exception>
    IRegion Create(StrategyInfo strategy);
}
