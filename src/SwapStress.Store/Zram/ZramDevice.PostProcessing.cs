using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zram;

/// <content>Idle slots, recompression and writeback: what happens to pages that are already stored.</content>
public sealed unsafe partial class ZramDevice
{
    private readonly CompressionStreams[] _secondaries;
    private readonly BackingBlocks? _backing;
    private readonly ZramProcessingCounters _processed = new();

    /// <summary>A page for whoever has <see cref="_postProcessing"/>.</summary>
    private readonly NativeBlock _scratch = new(PageSize.Bytes);

    /// <summary>
    /// One pass at a time, as since 6.13 (<c>pp_in_progress</c>). A writeback relies on it: while it writes, nobody else
    /// marks a slot, so a mark that is still there is its own.
    /// </summary>
    private readonly Lock _postProcessing = new();

    /// <summary>What recompression did since the device was set up or reset.</summary>
    public ZramRecompressionStat RecompressionStat => _processed.Recompression;

    /// <summary>The columns of <c>bd_stat</c>; zeros without a backing device.</summary>
    public ZramBdStat BdStat => _backing?.Stat ?? default;

    internal BackingBlocks? Backing => _backing;

    internal IReadOnlyList<CompressionStreams> Secondaries => _secondaries;

    /// <summary>
    /// A bug that tests plant: a writeback does not look whether its slot is still the one that it copied.
    /// </summary>
    internal bool PlantForgetsWritebackRecheck { get; init; }

    /// <summary>
    /// Marks every slot that holds an object idle (<c>echo all &gt; idle</c>). The next read or write of a slot clears
    /// its mark.
    /// </summary>
    public void MarkIdle()
    {
        for (uint slot = 0; slot < SlotCount; slot++)
        {
            ZramSlot* entry = _slots + slot;
            // Looked at first without the lock: what is installed meanwhile is not idle anyway.
            if (!Hint(entry).HasPlainObject)
                continue;
            LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
            if (entry->HasPlainObject)
                entry->SetIdle();
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
    }

    /// <summary>
    /// Compresses stored pages again with <see cref="ZramOptions.SecondaryCodecs"/>, each in its turn, until one gives an
    /// object of a smaller size class (<c>recompress</c>). What none of them makes smaller is marked incompressible and
    /// not tried again. Other threads may use the device; a second pass waits for the first.
    /// </summary>
    /// <param name="selection">The slots; not <see cref="ZramSelection.Incompressible"/>.</param>
    /// <param name="thresholdBytes">
    /// Objects below this are left alone, and one that is not below it afterwards is not accepted; 0 for no such limit
    /// (<c>threshold=</c>).
    /// </param>
    /// <param name="shouldEnd">Asked before each slot whether to end the pass early; null for never.</param>
    /// <returns>What this pass did.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such threshold or selection.</exception>
    /// <exception cref="InvalidOperationException">There is no secondary algorithm.</exception>
    public ZramRecompressionStat Recompress(
        ZramSelection selection,
        int thresholdBytes = 0,
        Func<bool>? shouldEnd = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(thresholdBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(thresholdBytes, _hugeObjectBytes);
        ArgumentOutOfRangeException.ThrowIfEqual((int)selection, (int)ZramSelection.Incompressible);
        if (_secondaries.Length == 0)
            throw new InvalidOperationException("The device was set up without a secondary algorithm.");
        LockOrder.AssertMaySleep();
        lock (_postProcessing)
        {
            var recompression = new ZramRecompression(this, new Span<byte>(_scratch.Start, PageSize.Bytes));
            ZramRecompressionStat pass = recompression.Run(selection, thresholdBytes, shouldEnd);
            _processed.Add(in pass);
            return pass;
        }
    }

    /// <summary>
    /// Moves stored pages to the backing device (<c>writeback</c>), until that is full. Other threads may use the device;
    /// a second pass waits for the first.
    /// </summary>
    /// <param name="selection">The slots.</param>
    /// <param name="shouldEnd">Asked before each slot whether to end the pass early; null for never.</param>
    /// <returns>What this pass did.</returns>
    /// <exception cref="InvalidOperationException">There is no backing device.</exception>
    public ZramWritebackStat WriteBack(ZramSelection selection, Func<bool>? shouldEnd = null)
    {
        if (_backing is null)
            throw new InvalidOperationException("The device was set up without a backing device.");
        LockOrder.AssertMaySleep();
        lock (_postProcessing)
        {
            var writeback = new ZramWriteback(this, _backing, new Span<byte>(_scratch.Start, PageSize.Bytes));
            return writeback.Run(selection, shouldEnd);
        }
    }

    /// <summary>A slot as it is at this moment, for whoever looks again under the lock.</summary>
    internal static ZramSlot Hint(ZramSlot* entry) => *entry;

    /// <summary>Puts a smaller object in the place of a slot's own, which is freed.</summary>
    internal void ReplaceLocked(ZramSlot* entry, Zsmalloc.ZsHandle handle, int length, int priority, uint checksum)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        _counters.Stored.Add(StoredCounter.ComprDataSize, length);
        _counters.Stored.Add(StoredCounter.PagesStored, 1);
        FreeSlotLocked(entry);
        entry->SetObject(handle, length, isHuge: false, isOverrun: false);
        entry->SetPriority(priority);
        if (_checksums is not null)
            _checksums[entry - _slots] = checksum;
    }

    /// <summary>Puts a block in the place of a slot's object, which is freed.</summary>
    internal void ReplaceByBlockLocked(ZramSlot* entry, uint block)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        _counters.Stored.Add(StoredCounter.PagesStored, 1);
        FreeSlotLocked(entry);
        entry->SetWrittenBack(block);
    }

    /// <summary>A read of a slot that is idle, being written back, or written back; drops its lock.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReadAccessedAndUnlock(ZramSlot* entry, Span<byte> page)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        entry->SetAccessed();
        if (!entry->IsWrittenBack)
        {
            bool ok = ReadLocked(entry, page);
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
            return ok;
        }
        // As in the kernel the lock is not held across the I/O, so the slot may be freed or written meanwhile. The block
        // cannot get another page before it is released, so this is the page that the slot had under the lock.
        uint block = entry->Block;
        _backing!.Hold(block);
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        bool isRead = _backing.TryRead(block, page);
        _backing.Release(block);
        return isRead;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DecompressSecondary(int priority, ReadOnlySpan<byte> blob, Span<byte> page)
    {
        CompressionStreams streams = _secondaries[priority - 1];
        if (!streams.DecompressNeedsContext)
            return streams.SharedDecompressor.TryDecompress(blob, page);
        CompressionStream stream = streams.Enter();
        bool ok = stream.Codec.TryDecompress(blob, page);
        stream.Lock.Exit();
        return ok;
    }

    private static CompressionStreams[] CreateSecondaries(ZramOptions options)
    {
        if (options.SecondaryCodecs.Count > ZramSlot.PriorityMax)
            throw new ArgumentException(
                $"There can be at most {ZramSlot.PriorityMax} secondary algorithms.",
                nameof(options)
            );
        return [.. options.SecondaryCodecs.Select(codec => new CompressionStreams(codec))];
    }

    private void DisposeProcessing()
    {
        foreach (CompressionStreams streams in _secondaries)
            streams.Dispose();
        _backing?.Dispose();
        _scratch.Dispose();
    }
}
