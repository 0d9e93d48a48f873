using SwapStress.Paging.Fault;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Sync;

/// <summary>
/// The first form of the fix: the reader takes the slot's cache flag, and losers fault again at once (patch v1 and v2
/// of "mm/swap: fix race when skipping swapcache", February 2024). Right, but losers burn their time slices on
/// refaults: 280–437 thousand in 30 s in the reproducer, against 22–33 thousand without the patch. The patches
/// leaked the flag when no folio could be allocated or the lock was contended; that is not repeated here.
/// </summary>
internal class PrepareRefault : SwapInSync
{
    public override string Name => "prepare-refault";

    public override string Summary => "swapcache_prepare, losers refault at once";

    public override string Source => "patch v1, v2";

    public override bool IsExpectedSound => true;

    internal sealed override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        // Any error, also "no PTE holds it", means that the PTE this fault started from is out of date: never go on.
        if (area.Map.Prepare(entry.Slot) == PrepareResult.Prepared)
        {
            area.Recorder?.Record(fault.Page, FlightEventKind.PrepareTaken, entry.Slot);
            return true;
        }
        area.Recorder?.Record(fault.Page, FlightEventKind.PrepareLost, entry.Slot);
        Relax(ref fault);
        return false;
    }

    // After the page-table lock: a thread that saw the old PTE must find the flag set until the new PTE is visible.
    internal override void End(SwapArea area, SwapEntry entry) => area.ClearCacheFlag(entry);

    /// <summary>What a loser does before it faults again.</summary>
    private protected virtual void Relax(ref FaultContext fault) { }
}
