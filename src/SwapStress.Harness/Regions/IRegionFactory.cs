namespace SwapStress.Harness.Regions;

/// <summary>Makes the regions of a run.</summary>
public interface IRegionFactory
{
    /// <summary>A fresh region with a swap device of its own, which synchronises swap-in by the named strategy.</summary>
    /// <param name="sync">A name of <see cref="StrategyInfo.Name"/>.</param>
    /// <exception cref="EnvironmentException">The machine cannot hold it.</exception>
    IRegion Create(string sync);
}
