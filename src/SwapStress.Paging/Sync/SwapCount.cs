using SwapStress.Paging.Fault;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Sync;

/// <summary>
/// The entry's count is raised while it is read, so that a second reader sees a count of 2 and goes through the swap
/// cache, and the slot cannot be freed meanwhile (proposed in the discussion of the fix, February 2024, and rejected).
/// Built as proposed. The folio that the second reader puts in the cache can be mapped, written, and unmapped again to
/// the same entry without a new allocation; the first reader's <c>pte_same</c> then passes with old data in hand.
/// </summary>
internal sealed class SwapCount : SwapInSync
{
    public override string Name => "swap-count";

    public override string Summary => "the swap count is raised while the slot is read";

    public override string Source => "rejected proposal";

    public override bool IsExpectedSound => false;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        bool raised = area.Map.TryDuplicate(entry.Slot);
        area.Recorder?.Record(
            fault.Page,
            raised ? FlightEventKind.CountRaised : FlightEventKind.PrepareLost,
            entry.Slot
        );
        return raised;
    }

    internal override void End(SwapArea area, SwapEntry entry) => area.Free(entry);
}
