using SwapStress.Primitives.Locking;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <summary>One pass of recompression (<c>recompress_store</c>, <c>recompress_slot</c>).</summary>
/// <remarks>
/// As in every kernel that recompresses, a slot's lock is held from decompression until the new object is in: the old
/// one cannot be freed or replaced meanwhile, and there is nothing to look at again. A read of that slot waits, and a
/// free of it is missed.
/// </remarks>
/// <param name="device">The device.</param>
/// <param name="page">Where pages are decompressed to.</param>
internal unsafe ref struct ZramRecompression(ZramDevice device, Span<byte> page)
{
    private readonly Span<byte> _page = page;
    private long _pages;
    private long _bytesSaved;
    private long _incompressible;
    private long _failed;

    public ZramRecompressionStat Run(ZramSelection selection, int thresholdBytes, Func<bool>? shouldEnd)
    {
        for (uint slot = 0; slot < device.SlotCount && shouldEnd?.Invoke() != true; slot++)
        {
            ZramSlot* entry = device.Slots + slot;
            if (!IsCandidate(ZramDevice.Hint(entry), selection, thresholdBytes))
                continue;
            LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
            if (IsCandidate(*entry, selection, thresholdBytes))
                RecompressLocked(entry, thresholdBytes);
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
        return new ZramRecompressionStat(_pages, _bytesSaved, _incompressible, _failed);
    }

    private readonly bool IsCandidate(in ZramSlot slot, ZramSelection selection, int thresholdBytes) =>
        slot.HasPlainObject
        && selection.Includes(in slot)
        && !slot.IsIncompressible
        && slot.Priority < device.Secondaries.Count
        && slot.Length >= thresholdBytes;

    private void RecompressLocked(ZramSlot* entry, int thresholdBytes)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        SizeClassTable classes = device.Pool.Table;
        int oldLength = entry->Length;
        if (!device.ReadLocked(entry, _page))
        {
            _failed++;
            return;
        }
        // Touched, so not idle: or what could not be made smaller would be written back too soon.
        entry->SetAccessed();
        for (int priority = entry->Priority + 1; priority <= device.Secondaries.Count; priority++)
        {
            CompressionStream stream = device.Secondaries[priority - 1].Enter();
            int length = stream.CompressLocked(_page);
            if (
                length == 0
                || classes.IndexFor(length) >= classes.IndexFor(oldLength)
                || (thresholdBytes != 0 && length >= thresholdBytes)
            )
            {
                stream.Lock.Exit();
                continue;
            }
            // No waiting with a slot and a stream in hand, and none needed: the old object is still there.
            ZsHandle handle = device.Pool.TryAllocate(length, mayWait: false);
            if (handle.IsNone)
            {
                stream.Lock.Exit();
                _failed++;
                return;
            }
            ReadOnlySpan<byte> blob = stream.BlobLocked(length);
            device.Pool.Write(handle, blob);
            uint checksum = device.ChecksumOf(blob);
            stream.Lock.Exit();
            device.ReplaceLocked(entry, handle, length, priority, checksum);
            _pages++;
            _bytesSaved += oldLength - length;
            return;
        }
        entry->SetIncompressible();
        _incompressible++;
    }
}
