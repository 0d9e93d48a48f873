using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Store;

namespace SwapStress.Explorer.Programs;

/// <summary>
/// A device in front of another that has no room for the first pages that a program's threads write to each slot. Slot by slot,
/// so that writes to different slots do not change what becomes of each other, which the search relies on.
/// </summary>
/// <param name="inner">The device that has the pages; disposed of with this one.</param>
/// <param name="failures">Writes to each slot that fail.</param>
internal sealed class FullDevice(SwapDevice inner, int failures) : SwapDevice(inner.SlotCount, ReadDelay.None)
{
    private readonly int[] _left = new int[inner.SlotCount];

    public override string Name => inner.Name;

    public override bool NeedsStableWrites => inner.NeedsStableWrites;

    public override DeviceMemory Memory => inner.Memory;

    /// <summary>From here on writes fail; what went before was the program's setup.</summary>
    public void BeginFailing() => Array.Fill(_left, failures);

    public override void NotifySlotFree(uint slot) => inner.NotifySlotFree(slot);

    public override void NotifySlotsFree(ReadOnlySpan<uint> slots) => inner.NotifySlotsFree(slots);

    public override long GhostDamagedBy(uint slot) => inner.GhostDamagedBy(slot);

    public override long GhostOverrunOf(uint slot) => inner.GhostOverrunOf(slot);

    public override void NoteLocks(HeldLocks held) => inner.NoteLocks(held);

    public override void Reset()
    {
        inner.Reset();
        Array.Clear(_left);
    }

    protected override DeviceStatus ReadPage(uint slot, Span<byte> page) => inner.Read(slot, page);

    // One thread runs at a time, and takes turns only at schedule points.
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page) =>
        _left[slot] > 0 && _left[slot]-- > 0 ? DeviceStatus.NoSpace : inner.Write(slot, page);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
