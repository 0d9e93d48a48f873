namespace SwapStress.Harness.Regions;

/// <summary>
/// How often the oracle recorded each event that can explain a loss: on one page in a round, or on all of them. Each is
/// named in <see cref="Paging.Ghost.LossCause"/>.
/// </summary>
/// <param name="StaleInstall">Folios installed that had been read before their page was last written.</param>
/// <param name="OnlyCopyDropped">Installs after zswap dropped the page's only copy.</param>
/// <param name="StaleWriteback">Installs of what zswap wrote to a slot that was no longer the entry's.</param>
/// <param name="Overrun">Pages damaged by a neighbour's write.</param>
internal readonly record struct LossCauses(long StaleInstall, long OnlyCopyDropped, long StaleWriteback, long Overrun)
{
    /// <summary>All events together.</summary>
    public long Total => StaleInstall + OnlyCopyDropped + StaleWriteback + Overrun;

    /// <summary>Kinds of events of which there is at least one.</summary>
    public int Kinds =>
        (StaleInstall != 0 ? 1 : 0)
        + (OnlyCopyDropped != 0 ? 1 : 0)
        + (StaleWriteback != 0 ? 1 : 0)
        + (Overrun != 0 ? 1 : 0);

    /// <summary>Both together.</summary>
    public LossCauses Plus(LossCauses other) =>
        new(
            StaleInstall + other.StaleInstall,
            OnlyCopyDropped + other.OnlyCopyDropped,
            StaleWriteback + other.StaleWriteback,
            Overrun + other.Overrun
        );

    /// <summary>What was recorded since <paramref name="earlier"/>.</summary>
    public LossCauses Since(LossCauses earlier) =>
        new(
            StaleInstall - earlier.StaleInstall,
            OnlyCopyDropped - earlier.OnlyCopyDropped,
            StaleWriteback - earlier.StaleWriteback,
            Overrun - earlier.Overrun
        );
}
