using SwapStress.Primitives;
using SwapStress.Primitives.Memory;
using SwapStress.Store;

namespace SwapStress.Paging.Tests;

/// <summary>
/// The simplest device there is, with the two habits that matter for a race (does a freed slot lose its data? must
/// pages be stable?) and with gates at which a test can park a thread inside a read or a write.
/// </summary>
internal sealed unsafe class RamDevice(
    uint slotCount,
    bool dropsFreedData = false,
    bool needsStableWrites = false,
    ReadDelay readDelay = default
) : SwapDevice(slotCount, readDelay)
{
    private readonly NativeBlock _block = new((nuint)slotCount * PageSize.Bytes);

    public override string Name => "ram";

    public override bool NeedsStableWrites => needsStableWrites;

    public override DeviceMemory Memory => default;

    /// <summary>Before the data leaves the device.</summary>
    public Gate? BeforeRead { get; set; }

    /// <summary>After the data has left the device and before the reader sees it.</summary>
    public Gate? AfterRead { get; set; }

    /// <summary>Before a slot is given back.</summary>
    public Gate? BeforeSlotFree { get; set; }

    /// <summary>Before the data reaches the device.</summary>
    public Gate? BeforeWrite { get; set; }

    public bool FailReads { get; set; }

    public bool FailWrites { get; set; }

    public override void Reset() => _block.Clear();

    public override void NotifySlotFree(uint slot)
    {
        BeforeSlotFree?.Pass();
        if (dropsFreedData)
            Slot(slot).Clear();
    }

    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        BeforeRead?.Pass();
        if (FailReads)
            return DeviceStatus.IoError;
        Slot(slot).CopyTo(page);
        AfterRead?.Pass();
        return DeviceStatus.Ok;
    }

    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        BeforeWrite?.Pass();
        if (FailWrites)
            return DeviceStatus.NoSpace;
        page.CopyTo(Slot(slot));
        return DeviceStatus.Ok;
    }

    protected override void Dispose(bool disposing)
    {
        _block.Dispose();
        base.Dispose(disposing);
    }

    private Span<byte> Slot(uint slot) => new(_block.Start + (slot * (nuint)PageSize.Bytes), PageSize.Bytes);
}
