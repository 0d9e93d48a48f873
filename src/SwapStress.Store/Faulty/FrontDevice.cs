using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Faulty;

/// <summary>
/// A device in front of another, which has the pages and stays its owner's to dispose of. What a device in front does not
/// change is the other's.
/// </summary>
public abstract class FrontDevice : SwapDevice
{
    /// <summary>In front of a device, with as many slots and without a delay of its own.</summary>
    protected FrontDevice(SwapDevice inner)
        : base(Slots(inner), ReadDelay.None) => Inner = inner;

    /// <inheritdoc/>
    public override string Name => Inner.Name;

    /// <inheritdoc/>
    public override bool NeedsStableWrites => Inner.NeedsStableWrites;

    /// <inheritdoc/>
    public override DeviceMemory Memory => Inner.Memory;

    /// <summary>The device behind.</summary>
    protected SwapDevice Inner { get; }

    /// <inheritdoc/>
    public override void NotifySlotFree(uint slot) => Inner.NotifySlotFree(slot);

    /// <inheritdoc/>
    public override void NotifySlotsFree(ReadOnlySpan<uint> slots) => Inner.NotifySlotsFree(slots);

    /// <inheritdoc/>
    public override long GhostDamagedBy(uint slot) => Inner.GhostDamagedBy(slot);

    /// <inheritdoc/>
    public override long GhostOverrunOf(uint slot) => Inner.GhostOverrunOf(slot);

    /// <inheritdoc/>
    public override void NoteLocks(HeldLocks held) => Inner.NoteLocks(held);

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckIntegrity() => Inner.CheckIntegrity();

    /// <inheritdoc/>
    public override void Reset() => Inner.Reset();

    /// <inheritdoc/>
    protected override DeviceStatus ReadPage(uint slot, Span<byte> page) => Inner.Read(slot, page);

    /// <inheritdoc/>
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page) => Inner.Write(slot, page);

    private static uint Slots(SwapDevice inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner.SlotCount;
    }
}
