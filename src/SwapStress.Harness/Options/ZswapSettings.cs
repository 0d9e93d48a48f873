using SwapStress.Paging.Zswap;
using SwapStress.Store;

namespace SwapStress.Harness.Options;

/// <summary>zswap in front of the swap device.</summary>
internal sealed record ZswapSettings
{
    /// <summary>How much of the region's size the compressed pages may take, in percent.</summary>
    public int MaxPoolPercent { get; init; } = ZswapOptions.MaxPoolPercentDefault;

    /// <summary>Whether 25cd241408a2 is in: a load into a private folio leaves the entry.</summary>
    public bool ExclusiveFix { get; init; } = true;

    /// <summary>Whether 04fc7816089c is in: a writeback looks whether the entry is still the slot's.</summary>
    public bool WritebackFix { get; init; } = true;

    /// <summary>The pause of a writeback between picking an entry and claiming its slot.</summary>
    public ReadDelay WritebackDelay { get; init; } = ReadDelay.None;
}
