using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Harness.Tests;

/// <summary>A plain device that cannot read one of its slots.</summary>
/// <param name="slotCount">Slots, the header's included.</param>
internal sealed class BrokenDevice(uint slotCount) : SwapDevice(slotCount, default)
{
    private readonly byte[] _data = new byte[slotCount * PageSize.Bytes];

    /// <summary>The slot that cannot be read; 0 for none.</summary>
    public uint BrokenSlot { get; set; }

    public override string Name => "broken";

    public override bool NeedsStableWrites => false;

    public override DeviceMemory Memory => default;

    public override void NotifySlotFree(uint slot) { }

    public override void Reset() => Array.Clear(_data);

    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        if (slot == BrokenSlot)
            return DeviceStatus.IoError;
        Slot(slot).CopyTo(page);
        return DeviceStatus.Ok;
    }

    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        page.CopyTo(Slot(slot));
        return DeviceStatus.Ok;
    }

    private Span<byte> Slot(uint slot) => _data.AsSpan((int)slot * PageSize.Bytes, PageSize.Bytes);
}
