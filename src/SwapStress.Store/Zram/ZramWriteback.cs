using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zram;

/// <summary>One pass of writeback (<c>writeback_store</c>, <c>zram_writeback_slots</c>).</summary>
/// <remarks>
/// A slot is marked and its page copied under the slot's lock; the copy is written without it. Whoever frees, writes or
/// reads the slot meanwhile takes the mark away, and the recheck under the lock then gives the block back. The mark is
/// ZRAM_PP_SLOT of 6.13; 6.7 has ZRAM_UNDER_WB and ZRAM_IDLE together for the same end.
/// </remarks>
/// <param name="device">The device.</param>
/// <param name="blocks">Its backing device.</param>
/// <param name="page">Where pages are decompressed to.</param>
internal unsafe ref struct ZramWriteback(ZramDevice device, BackingBlocks blocks, Span<byte> page)
{
    private readonly Span<byte> _page = page;
    private int _written;
    private int _aborted;
    private int _failed;

    public ZramWritebackStat Run(ZramSelection selection, Func<bool>? shouldEnd)
    {
        uint block = 0;
        bool isFull = false;
        for (uint slot = 0; slot < device.SlotCount && shouldEnd?.Invoke() != true; slot++)
        {
            ZramSlot* entry = device.Slots + slot;
            if (!IsCandidate(ZramDevice.Hint(entry), selection))
                continue;
            // One block is in hand all the time; what was not used for this slot serves for the next.
            if (block == 0 && (block = blocks.TryTake()) == 0)
            {
                isFull = true;
                break;
            }
            if (TryMark(entry, selection) && TryMove(entry, block))
                block = 0;
        }
        if (block != 0)
            blocks.Release(block);
        return new ZramWritebackStat(_written, _aborted, _failed, isFull);
    }

    private static bool IsCandidate(in ZramSlot slot, ZramSelection selection) =>
        slot.HasPlainObject && selection.Includes(in slot);

    /// <summary>Copies a slot's page, and marks the slot.</summary>
    private bool TryMark(ZramSlot* entry, ZramSelection selection)
    {
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        bool isCandidate = IsCandidate(*entry, selection);
        bool isRead = isCandidate && device.ReadLocked(entry, _page);
        if (isRead)
            entry->SetMarked();
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        if (isCandidate && !isRead)
            _failed++;
        return isRead;
    }

    /// <summary>Writes the copy, and puts the block in the object's place if the slot is still as it was copied.</summary>
    private bool TryMove(ZramSlot* entry, uint block)
    {
        bool isWritten = blocks.TryWrite(block, _page);
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        bool isSame = entry->IsMarked || device.PlantForgetsWritebackRecheck;
        bool isMoved = isWritten && isSame;
        if (isMoved)
            device.ReplaceByBlockLocked(entry, block);
        else
            // Touched, as by any other access: it is not idle, and carries no mark.
            entry->SetAccessed();
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        if (isMoved)
            _written++;
        else if (isWritten)
            _aborted++;
        else
            _failed++;
        return isMoved;
    }
}
