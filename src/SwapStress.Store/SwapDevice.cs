using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store;

/// <summary>
/// A device of page-sized slots that swap can live on: what swap asks of a block device, and no more. Any number of
/// threads may call it at once; a read that races a write or a free of the same slot returns whatever the device's
/// own rules give (see the implementations), which is part of what is being tested.
/// </summary>
public abstract class SwapDevice : IDisposable
{
    /// <summary>A device of <paramref name="slotCount"/> slots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No slots, or more than a swap entry can name.</exception>
    protected SwapDevice(uint slotCount, ReadDelay readDelay)
    {
        ArgumentOutOfRangeException.ThrowIfZero(slotCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slotCount, (uint)int.MaxValue);
        SlotCount = slotCount;
        ReadDelay = readDelay;
    }

    /// <summary>The device's name as the command line spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Slots of the device, the header's slot 0 included.</summary>
    public uint SlotCount { get; }

    /// <summary>The pause after each read; changed only while nobody reads.</summary>
    public ReadDelay ReadDelay { get; set; }

    /// <summary>
    /// Whether a page must not change while it is being written (SWP_STABLE_WRITES, from the queue's
    /// BLK_FEAT_STABLE_WRITES): set by devices that compress, clear for a plain RAM disk.
    /// </summary>
    public abstract bool NeedsStableWrites { get; }

    /// <summary>Reads a slot, then waits <see cref="ReadDelay"/>. A slot without data reads as zeros.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="page">Exactly one page; left in an unspecified state on failure.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceStatus Read(uint slot, Span<byte> page)
    {
        if (slot >= SlotCount || page.Length != PageSize.Bytes)
            return RejectInvalid();
        DeviceStatus status = ReadPage(slot, page);
        if (ReadDelay.Nanoseconds > 0)
            ReadDelay.Wait();
        return status;
    }

    /// <summary>Writes a slot. After a failure the slot holds what it held before.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="page">Exactly one page.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceStatus Write(uint slot, ReadOnlySpan<byte> page) =>
        slot >= SlotCount || page.Length != PageSize.Bytes ? RejectInvalid() : WritePage(slot, page);

    /// <summary>
    /// Tells the device that nobody needs the slot's data any more (<c>swap_slot_free_notify</c>). A slot beyond the
    /// end is ignored.
    /// </summary>
    public abstract void NotifySlotFree(uint slot);

    /// <summary><see cref="NotifySlotFree"/> for each of these, in their order.</summary>
    public virtual void NotifySlotsFree(ReadOnlySpan<uint> slots)
    {
        foreach (uint slot in slots)
            NotifySlotFree(slot);
    }

    /// <summary>Checks the device against itself; only while nobody uses it.</summary>
    /// <returns>What does not add up, a line each; empty when all does, or where there is nothing to add up.</returns>
    public virtual IReadOnlyList<string> CheckIntegrity() => [];

    /// <summary>
    /// The number, from 1, of the first write to another slot that ran into the stored data of this one, else of its own
    /// if that was too long for its place; 0 for data that is whole (ghost: for who explains losses; nothing decides by it).
    /// </summary>
    public virtual long GhostDamagedBy(uint slot) => 0;

    /// <summary>The number of the write that stored this slot's data, if it was too long for its place; else 0 (ghost).</summary>
    public virtual long GhostOverrunOf(uint slot) => 0;

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public virtual void NoteLocks(HeldLocks held) { }

    /// <summary>Bytes of data and memory of this device, with the columns of zram's mm_stat.</summary>
    public abstract DeviceMemory Memory { get; }

    /// <summary>Forgets all data. Nobody may use the device meanwhile.</summary>
    public abstract void Reset();

    /// <summary>Frees the device's memory. Nobody may use it any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads a slot that is known to exist into one page.</summary>
    protected abstract DeviceStatus ReadPage(uint slot, Span<byte> page);

    /// <summary>Writes one page to a slot that is known to exist.</summary>
    protected abstract DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page);

    /// <summary>Called for a request beyond the end or not of one page; a device may count it (<c>invalid_io</c>).</summary>
    protected virtual void OnInvalidRequest() { }

    /// <summary>Frees what the device owns.</summary>
    protected virtual void Dispose(bool disposing) { }

    private DeviceStatus RejectInvalid()
    {
        OnInvalidRequest();
        return DeviceStatus.InvalidSlot;
    }
}
