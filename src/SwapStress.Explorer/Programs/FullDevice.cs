using SwapStress.Store;
using SwapStress.Store.Faulty;

namespace SwapStress.Explorer.Programs;

/// <summary>
/// A device in front of another that has no room for the first pages that a program's threads write to each slot. Slot by slot,
/// so that writes to different slots do not change what becomes of each other, which the search relies on.
/// </summary>
/// <param name="inner">The device that has the pages; disposed of with this one.</param>
/// <param name="failures">Writes to each slot that fail.</param>
internal sealed class FullDevice(SwapDevice inner, int failures) : FrontDevice(inner)
{
    private readonly int[] _left = new int[inner.SlotCount];

    /// <summary>From here on writes fail; what went before was the program's setup.</summary>
    public void BeginFailing() => Array.Fill(_left, failures);

    public override void Reset()
    {
        base.Reset();
        Array.Clear(_left);
    }

    // One thread runs at a time, and takes turns only at schedule points.
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page) =>
        _left[slot] > 0 && _left[slot]-- > 0 ? DeviceStatus.NoSpace : base.WritePage(slot, page);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
        base.Dispose(disposing);
    }
}
