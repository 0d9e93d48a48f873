using SwapStress.Store;
using SwapStress.Store.Compression;

namespace SwapStress.Paging.Zswap;

/// <summary>How zswap is set up.</summary>
/// <param name="Codec">The compressor and who provides it.</param>
internal sealed record ZswapOptions(CodecChoice Codec)
{
    /// <summary>How much of memory the pool may take when nothing is said (<c>max_pool_percent</c>).</summary>
    public const int MaxPoolPercentDefault = 20;

    /// <summary>
    /// How much of memory the pool may take, in percent (<c>max_pool_percent</c>), from 1 to 100. The memory of the
    /// model is its region: the pages that are swapped out must have been in memory once.
    /// </summary>
    public int MaxPoolPercent { get; init; } = MaxPoolPercentDefault;

    /// <summary>
    /// A pool that was full takes pages again below this part of its limit, in percent
    /// (<c>accept_threshold_percent</c>).
    /// </summary>
    public int AcceptThresholdPercent { get; init; } = 90;

    /// <summary>
    /// Whether a load drops its entry only when the folio is in the swap cache (25cd241408a2). Without it every load
    /// does, also one into a private folio that the fault may yet throw away.
    /// </summary>
    public bool ExclusiveFix { get; init; } = true;

    /// <summary>
    /// Whether a writeback, once its folio is in the swap cache, looks whether the entry is still the slot's
    /// (04fc7816089c).
    /// </summary>
    public bool WritebackFix { get; init; } = true;

    /// <summary>
    /// A pause at the end of each load, with the data in hand. zswap is memory and has none; it widens the windows.
    /// </summary>
    public ReadDelay LoadDelay { get; init; } = ReadDelay.None;

    /// <summary>
    /// A pause of the shrinker between picking an entry and inserting its folio in the swap cache: what the allocation
    /// of that folio takes when it has to reclaim. It widens the window of 04fc7816089c.
    /// </summary>
    public ReadDelay WritebackDelay { get; init; } = ReadDelay.None;
}
