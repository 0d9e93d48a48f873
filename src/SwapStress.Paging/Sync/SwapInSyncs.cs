namespace SwapStress.Paging.Sync;

/// <summary>The strategies by name.</summary>
internal static class SwapInSyncs
{
    /// <summary>All strategies, in the order of the documentation.</summary>
    /// <param name="hz">Ticks in a second, for those that sleep one (CONFIG_HZ).</param>
    public static IReadOnlyList<SwapInSync> All(int hz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hz, 1);
        long tickNs = 1_000_000_000L / hz;
        return
        [
            new NoSync(),
            new PrepareRefault(),
            new PrepareYield(),
            new PrepareTick(tickNs),
            new PrepareWait(tickNs),
            new SwapCacheSync(),
            new Cached(),
            new SwapCount(),
            new PteMarker(),
        ];
    }

    /// <summary>The strategy of that name, or null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hz">Ticks in a second.</param>
    public static SwapInSync? Find(string name, int hz) =>
        All(hz).FirstOrDefault(sync => string.Equals(sync.Name, name, StringComparison.Ordinal));
}
