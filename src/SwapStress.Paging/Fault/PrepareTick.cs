using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Fault;

/// <summary>
/// The fix: the reader takes the slot's cache flag, and losers sleep one tick and fault again (13ddaf26be32 "mm/swap:
/// fix race when skipping swapcache", 6.8 to 6.11). While the flag is held the slot cannot be freed, so it cannot be
/// given to another use of the same entry.
/// </summary>
/// <param name="tickNs">Length of a tick in nanoseconds: 1 s / HZ.</param>
public sealed class PrepareTick(long tickNs) : SwapInSync
{
    /// <inheritdoc/>
    public override string Name => "prepare-tick";

    /// <inheritdoc/>
    public override string Summary => "swapcache_prepare, losers sleep one tick: the fix";

    /// <inheritdoc/>
    public override string Source => "6.8-6.11, 13ddaf26be32";

    /// <inheritdoc/>
    public override bool IsExpectedSound => true;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        // Any error, also "no PTE holds it", means that the PTE this fault started from is out of date: never go on.
        if (area.Map.Prepare(entry.Slot) == PrepareResult.Prepared)
            return true;
        Tick.Sleep(tickNs, ref fault);
        return false;
    }

    // After the page-table lock: a thread that saw the old PTE must find the flag set until the new PTE is visible.
    internal override void End(SwapArea area, SwapEntry entry) => area.ClearCacheFlag(entry);
}
