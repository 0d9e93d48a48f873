using SwapStress.Paging.Fault;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Sync;

/// <summary>
/// The locked folio in the swap cache is the synchronisation, and nothing skips the cache any more (swap table phase
/// II, October to December 2025: 2732acda82c9, 4b34f1d82c65, ab08be8dc96a, 270f095179ff, d3852f9692b8). The folio and
/// the flag appear together, under the cluster lock, so a loser finds the folio at once and sleeps on its lock. The PTE
/// is set before the entry is freed, and the slot is always given up afterwards.
/// </summary>
internal sealed class SwapCacheSync : SwapInSync
{
    public override string Name => "swap-cache";

    public override string Summary => "a locked folio in the swap cache is the synchronisation";

    public override string Source => "swap table phase II";

    public override bool IsExpectedSound => true;

    internal override bool SkipsSwapCache => false;

    internal override bool MapsBeforeFree => true;

    internal override PrepareResult AddToCache(SwapArea area, SwapEntry entry, int lockedFrame) =>
        area.AddReadLocked(entry.Slot, lockedFrame);

    // A folio that is being added to or removed from the cache by reclaim: the flag is ahead of it for a moment.
    internal override void WaitForCache(long tickNs, ref FaultContext fault, ref RetryLoop loop)
    {
        fault.HasBackedOff = true;
        SchedulePoint.Yield(ref loop);
    }
}
