using System.Runtime.CompilerServices;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zram;

/// <content>Checksums of stored data, and the damage that tests them.</content>
public sealed unsafe partial class ZramDevice
{
    private readonly SlotChecksums? _checksums;

    /// <summary>Whether each read is checked (<see cref="ZramOptions.Checksum"/>).</summary>
    public bool HasChecksums => _checksums is not null;

    /// <summary>
    /// The checksum of what a write is about to store. It is taken from the source, not from the object, so that whatever
    /// happens to the object from its first byte on is noticed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ChecksumOf(ReadOnlySpan<byte> source) => _checksums is null ? 0 : BlobChecksum.Of(source);

    /// <summary>Whether the stored bytes of a slot are those that were written there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsWholeLocked(ZramSlot* entry, ReadOnlySpan<byte> blob)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        return CountUnless(BlobChecksum.Of(blob) == _checksums![entry - _slots]);
    }

    /// <summary>The same for a slot without an object: its word lies in the slot; without data there is nothing to check.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsWordWholeLocked(ZramSlot* entry)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        return CountUnless(!entry->IsAllocated || BlobChecksum.OfWord(entry->SameWord) == _checksums![entry - _slots]);
    }

    private bool CountUnless(bool isWhole)
    {
        if (!isWhole)
            Interlocked.Increment(ref _counters.ChecksumErrors);
        return isWhole;
    }

    /// <summary>Flips a bit of what a slot stores, as failing memory would; for tests.</summary>
    /// <param name="slot">A slot with data.</param>
    /// <param name="bit">Which, counted from the first byte's lowest, around the end.</param>
    /// <exception cref="InvalidOperationException">The slot has no data.</exception>
    internal void FlipStoredBit(uint slot, int bit)
    {
        ZramSlot* entry = _slots + slot;
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        try
        {
            if (!entry->IsAllocated)
                throw new InvalidOperationException($"Slot {slot} has no data.");
            if (entry->IsSame)
                entry->SetSame(entry->SameWord ^ (1ul << (bit % 64)));
            else
                _pool.Map(entry->Handle, entry->Length)[bit / 8 % entry->Length] ^= (byte)(1 << (bit % 8));
        }
        finally
        {
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
    }
}
