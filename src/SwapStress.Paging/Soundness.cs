using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;

namespace SwapStress.Paging;

/// <summary>
/// Whether a configuration of the model is expected to keep every update. It steers no step of the model: whoever
/// reports a loss asks whether it is a finding or what was to be shown.
/// </summary>
internal static class Soundness
{
    /// <summary>
    /// Sound is what synchronises its swap-ins soundly and has, where it matters, the three fixes that no such
    /// synchronisation makes up for.
    /// </summary>
    /// <param name="options">The configuration.</param>
    /// <param name="deviceNeedsStableWrites"><see cref="Store.SwapDevice.NeedsStableWrites"/> of its device.</param>
    public static bool IsExpected(AddressSpaceOptions options, bool deviceNeedsStableWrites) =>
        options.Sync.IsExpectedSound
        && (options.StableWrites || !deviceNeedsStableWrites)
        && (options.Zswap is not { } zswap || IsExpected(options.Sync, zswap));

    // Writebacks take no part in the synchronisation of swap-ins: without their own check (04fc7816089c) no strategy
    // helps. A load that drops the only copy (25cd241408a2) needs a fault that then throws its folio away.
    private static bool IsExpected(SwapInSync sync, ZswapOptions zswap) =>
        zswap.WritebackFix && (zswap.ExclusiveFix || !MayDiscardItsRead(sync));

    /// <summary>
    /// Whether a fault can throw away a folio that it has read and that is in no swap cache. Those that read into the
    /// swap cache leave the folio there, dirty. Those that mark the PTE first have nobody to lose it to: they wait for
    /// the folio's lock instead of backing out (step 6), and the mark stands until they replace it themselves (step 8),
    /// unless the page is zapped, which needs no copy. Only a failed read throws the folio away: then zswap had no
    /// entry to drop, or one that nobody can decompress.
    /// </summary>
    private static bool MayDiscardItsRead(SwapInSync sync) => sync.SkipsSwapCache && !sync.MarksPte;
}
