using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <summary>
/// A compressed RAM disk after the kernel's zram (6.7): pages of one word, compressed pages in a
/// <see cref="ZsPool"/>, and pages that do not shrink as they are.
/// </summary>
/// <remarks>
/// A write compresses outside the slot's lock and installs under it; a read holds it through decompression. So a read
/// gives one whole page that some write stored, or zeros after a free, and never a mixture.
/// </remarks>
public sealed unsafe partial class ZramDevice : SwapDevice
{
    private readonly CompressionStreams _streams;
    private readonly ZsPool _pool;
    private readonly NativeBlock _table;
    private readonly ZramSlot* _slots;
    private readonly ZramCounters _counters = new();
    private readonly int _hugeObjectBytes;
    private readonly bool _readNeedsStream;
    private readonly AllocationFailures _failures;
    private long _limitPages;

    /// <summary>An empty device.</summary>
    public ZramDevice(ZramOptions options)
        : this(options, new ZsPool()) { }

    /// <summary>An empty device on a pool that it then owns.</summary>
    internal ZramDevice(ZramOptions options, ZsPool pool)
        : base(options.SlotCount, options.ReadDelay)
    {
        Options = options;
        MemLimitBytes = options.MemLimitBytes;
        _pool = pool;
        _hugeObjectBytes = pool.Table.HugeObjectBytes;
        _streams = new CompressionStreams(options.Codec);
        _failures = new AllocationFailures(options);
        _readNeedsStream = _streams.DecompressNeedsContext;
        _table = new NativeBlock((nuint)SlotCount * (nuint)sizeof(ZramSlot));
        _slots = (ZramSlot*)_table.Start;
        _secondaries = CreateSecondaries(options);
        _backing = options.Backing is { } backing ? new BackingBlocks(backing) : null;
        _checksums = options.Checksum ? new SlotChecksums(SlotCount) : null;
    }

    /// <summary>How the device was set up.</summary>
    public ZramOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => "zram";

    /// <inheritdoc/>
    public override bool NeedsStableWrites => true;

    /// <summary>The pool's statistics and checks.</summary>
    public ZsPool Pool => _pool;

    /// <summary>Memory the pool may take, in bytes, rounded up to pages; 0 for no limit. May change at any time.</summary>
    public long MemLimitBytes
    {
        get => Volatile.Read(ref _limitPages) << PageSize.Shift;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            long pages = (value >> PageSize.Shift) + ((value & (PageSize.Bytes - 1)) != 0 ? 1 : 0);
            Volatile.Write(ref _limitPages, pages);
        }
    }

    /// <summary>The counters of <c>io_stat</c> and <c>debug_stat</c>.</summary>
    public ZramIoStat IoStat => _counters.IoStat;

    /// <inheritdoc/>
    public override DeviceMemory Memory =>
        new(
            OrigDataSizeBytes: _counters.Stored.Read(StoredCounter.PagesStored) << PageSize.Shift,
            ComprDataSizeBytes: _counters.Stored.Read(StoredCounter.ComprDataSize),
            MemUsedTotalBytes: _pool.PagesUsed << PageSize.Shift,
            MemLimitBytes: MemLimitBytes,
            MemUsedMaxBytes: Volatile.Read(ref _counters.PagesUsedMax) << PageSize.Shift,
            SamePages: _counters.Stored.Read(StoredCounter.SamePages),
            PagesCompacted: _pool.PagesCompacted,
            HugePages: _counters.Stored.Read(StoredCounter.HugePages),
            HugePagesSince: _counters.Stored.Read(StoredCounter.HugePagesSince)
        );

    /// <inheritdoc/>
    public override void NoteLocks(HeldLocks held)
    {
        ArgumentNullException.ThrowIfNull(held);
        for (uint slot = 0; slot < SlotCount; slot++)
        {
            uint number = slot;
            held.Add(LockWord.HolderOf(&_slots[slot].Lock), () => $"zram slot {number}");
        }
        _streams.NoteLocks(held);
        _pool.NoteLocks(held);
    }

    internal ZramCounters Counters => _counters;

    internal ZramSlot* Slots => _slots;

    /// <summary>
    /// Frees the slot's data (<c>zram_slot_free_notify</c>). If somebody holds the slot's lock the data stays until
    /// the slot is written or freed again: whoever calls may hold spin locks, and never waits here.
    /// </summary>
    public override void NotifySlotFree(uint slot) => NotifySlotsFree(new ReadOnlySpan<uint>(in slot));

    /// <inheritdoc/>
    /// <remarks>Slots come back many at a time, and counting is as dear as freeing: so they are counted once.</remarks>
    public override void NotifySlotsFree(ReadOnlySpan<uint> slots)
    {
        var freed = new FreedPages();
        int known = 0;
        foreach (uint slot in slots)
        {
            if (slot >= SlotCount)
            {
                OnInvalidRequest();
                continue;
            }
            known++;
            ZramSlot* entry = _slots + slot;
            if (!LockWord.TryEnter(&entry->Lock, LockRank.DeviceSlot))
            {
                Interlocked.Increment(ref _counters.MissFree);
                continue;
            }
            FreeSlotLocked(entry, ref freed);
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
        _counters.Stored.Add(StoredCounter.NotifyFree, known);
        _counters.Subtract(in freed);
    }

    /// <summary>Frees all data and zeroes all counters (<c>reset</c>); limit and compressor stay. Nobody may use the device meanwhile.</summary>
    public override void Reset()
    {
        for (uint slot = 0; slot < SlotCount; slot++)
        {
            ZramSlot* entry = _slots + slot;
            if (!entry->IsAllocated)
                continue;
            LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
            FreeSlotLocked(entry);
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
        _counters.Reset();
        _processed.Reset();
        _backing?.ResetCounters();
        _failures.Rewind();
        _pool.Trim();
    }

    /// <summary>Sets the peak of used memory to what is used now (a write to <c>mem_used_max</c>).</summary>
    public void ResetMemUsedMax() => Volatile.Write(ref _counters.PagesUsedMax, _pool.PagesUsed);

    /// <summary>
    /// Checks that each slot's object is live in the pool and nobody else's, that no object is without a slot, and
    /// that all counters add up; the pool is checked too. For quiescent moments only.
    /// </summary>
    /// <returns>One line for each violation; empty when all is well.</returns>
    public override IReadOnlyList<string> CheckIntegrity() => ZramIntegrity.Check(this);

    /// <summary>Copies the stored bytes of a slot, for tests of their format.</summary>
    /// <returns>The blob; empty for a slot without an object.</returns>
    internal byte[] CopyBlob(uint slot)
    {
        ZramSlot* entry = _slots + slot;
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        byte[] blob = entry->Handle.IsNone ? [] : _pool.Map(entry->Handle, entry->Length).ToArray();
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        return blob;
    }

    /// <inheritdoc/>
    public override long GhostDamagedBy(uint slot) => OverrunsOf(slot).Damaging;

    /// <inheritdoc/>
    public override long GhostOverrunOf(uint slot) => OverrunsOf(slot).Own;

    /// <inheritdoc/>
    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        ZramSlot* entry = _slots + slot;
        // Held through decompression: a write or a free of the slot cannot take the object away meanwhile.
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        bool ok;
        if (entry->NeedsMoreThanDecompression)
        {
            ok = ReadAccessedAndUnlock(entry, page);
        }
        else
        {
            ok = ReadLocked(entry, page);
            LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
        }
        if (ok)
            return DeviceStatus.Ok;
        Interlocked.Increment(ref _counters.FailedReads);
        return DeviceStatus.IoError;
    }

    /// <inheritdoc/>
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        if (SameFilled.TryGetWord(page, out ulong word))
        {
            InstallSame(slot, word);
            return DeviceStatus.Ok;
        }
        // Compression and allocation run without the slot's lock: two writes of one slot may both get here, and the
        // one that installs last wins. Reads see the old data until then.
        ZsHandle handle = TryStore(page, out int length, out bool isOverrun, out uint checksum);
        if (handle.IsNone)
        {
            Interlocked.Increment(ref _counters.FailedWrites);
            return DeviceStatus.NoSpace;
        }
        InstallObject(slot, handle, length, isOverrun, checksum);
        return DeviceStatus.Ok;
    }

    /// <inheritdoc/>
    protected override void OnInvalidRequest() => Interlocked.Increment(ref _counters.InvalidIo);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The pool frees what the slots still hold.
        _streams.Dispose();
        _pool.Dispose();
        _table.Dispose();
        DisposeProcessing();
        _checksums?.Dispose();
        base.Dispose(disposing);
    }

    internal bool ReadLocked(ZramSlot* entry, Span<byte> page)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        int length = entry->Length;
        if (length == 0)
        {
            SameFilled.Fill(page, entry->SameWord);
            return _checksums is null || IsWordWholeLocked(entry);
        }
        ReadOnlySpan<byte> blob = entry->IsOverrun
            ? _pool.MapOverrun(entry->Handle, length)
            : _pool.Map(entry->Handle, length);
        if (_checksums is not null && !IsWholeLocked(entry, blob))
            return false;
        if (length == PageSize.Bytes)
            return blob.Length == length && blob.TryCopyTo(page);
        if (entry->Priority != 0)
            return DecompressSecondary(entry->Priority, blob, page);
        if (!_readNeedsStream)
            return _streams.SharedDecompressor.TryDecompress(blob, page);
        CompressionStream stream = _streams.Enter();
        bool ok = stream.Codec.TryDecompress(blob, page);
        stream.Lock.Exit();
        return ok;
    }

    /// <summary>Compresses a page into a new object (the middle of <c>zram_write_page</c>).</summary>
    /// <param name="page">The page.</param>
    /// <param name="length">Bytes stored; a whole page when it did not shrink enough.</param>
    /// <param name="isOverrun">Whether they are more than the object has room for.</param>
    /// <param name="checksum">Of these bytes.</param>
    /// <returns>The object, or none when there is no memory or the limit is reached.</returns>
    private ZsHandle TryStore(ReadOnlySpan<byte> page, out int length, out bool isOverrun, out uint checksum)
    {
        isOverrun = false;
        CompressionStream stream = _streams.Enter();
        length = StoredLength(stream.CompressLocked(page));
        ZsHandle handle = _failures.IsNext() ? ZsHandle.None : _pool.TryAllocate(length, mayWait: false);
        if (handle.IsNone)
        {
            stream.Lock.Exit();
            return TryStoreWaiting(page, ref length, ref isOverrun, out checksum);
        }
        return TryFillAndExitStreamLocked(stream, page, handle, length, isOverrun, out checksum)
            ? handle
            : ZsHandle.None;
    }

    /// <summary>
    /// The slow path: memory that may be waited for, which must not be done with a stream held. The stream's buffer
    /// is lost with it, so the page is compressed again into the object sized by the first length.
    /// </summary>
    /// <remarks>
    /// As in the kernel nobody looks whether the second blob is as long as the first. It is, if the page is stable while
    /// it is written. If it is not (f05714293a59), a longer blob overruns the object.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ZsHandle TryStoreWaiting(ReadOnlySpan<byte> page, ref int length, ref bool isOverrun, out uint checksum)
    {
        checksum = 0;
        Interlocked.Increment(ref _counters.WriteStall);
        _failures.WaitForMemory();
        ZsHandle handle = _pool.TryAllocate(length, mayWait: true);
        if (handle.IsNone)
            return handle;
        CompressionStream stream = _streams.Enter();
        if (length != PageSize.Bytes)
            length = StoredLength(stream.CompressLocked(page));
        isOverrun = length > _pool.RoomOf(handle);
        return TryFillAndExitStreamLocked(stream, page, handle, length, isOverrun, out checksum)
            ? handle
            : ZsHandle.None;
    }

    /// <summary>Bytes to store for a blob: the whole page from the length on where an object takes a page anyway.</summary>
    private int StoredLength(int blobLength) =>
        blobLength == 0 || blobLength >= _hugeObjectBytes ? PageSize.Bytes : blobLength;

    private bool IsOverLimit()
    {
        // As in the kernel: after the allocation, and without a lock. Two writes at the limit can both be refused.
        long pages = _pool.PagesUsed;
        _counters.UpdateUsedMax(pages);
        long limit = Volatile.Read(ref _limitPages);
        return limit != 0 && pages > limit;
    }

    /// <summary>Fills a new object, which nobody else knows before it is installed; frees it when the limit is reached.</summary>
    private bool TryFillAndExitStreamLocked(
        CompressionStream stream,
        ReadOnlySpan<byte> page,
        ZsHandle handle,
        int length,
        bool isOverrun,
        out uint checksum
    )
    {
        checksum = 0;
        if (IsOverLimit())
        {
            stream.Lock.Exit();
            _pool.Free(handle);
            return false;
        }
        ReadOnlySpan<byte> source = length == PageSize.Bytes ? page : stream.BlobLocked(length);
        checksum = ChecksumOf(source);
        if (isOverrun)
            Overrun(handle, source);
        else
            _pool.Write(handle, source);
        stream.Lock.Exit();
        _counters.Stored.Add(StoredCounter.ComprDataSize, length);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Overrun(ZsHandle handle, ReadOnlySpan<byte> blob)
    {
        // Counted first: who asks for the damage looks at the count before anything else.
        long number = Interlocked.Increment(ref _counters.Overruns);
        int damaged = _pool.WriteOverrunning(handle, blob, number);
        Interlocked.Add(ref _counters.OverrunObjects, damaged);
    }

    private DamagedObjects.Overruns OverrunsOf(uint slot)
    {
        if (Volatile.Read(ref _counters.Overruns) == 0)
            return default;
        // Without the slot's lock: ghost state holds nobody up. A handle that the slot gave up meanwhile may be another
        // slot's by now; so it is looked at again. Nothing is read through it.
        while (true)
        {
            ZsHandle handle = _slots[slot].PeekHandle();
            DamagedObjects.Overruns overruns = handle.IsNone ? default : _pool.OverrunsOf(handle);
            if (_slots[slot].PeekHandle() == handle)
                return overruns;
        }
    }

    private void InstallSame(uint slot, ulong word)
    {
        _counters.Stored.Add(StoredCounter.SamePages, 1);
        _counters.Stored.Add(StoredCounter.PagesStored, 1);
        ZramSlot* entry = _slots + slot;
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        FreeSlotLocked(entry);
        entry->SetSame(word);
        if (_checksums is not null)
            _checksums[slot] = BlobChecksum.OfWord(word);
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
    }

    private void InstallObject(uint slot, ZsHandle handle, int length, bool isOverrun, uint checksum)
    {
        bool isHuge = length == PageSize.Bytes;
        if (isHuge)
        {
            _counters.Stored.Add(StoredCounter.HugePages, 1);
            _counters.Stored.Add(StoredCounter.HugePagesSince, 1);
        }
        // Before the object can be freed by another thread, so that the count never goes below zero.
        _counters.Stored.Add(StoredCounter.PagesStored, 1);
        ZramSlot* entry = _slots + slot;
        LockWord.Enter(&entry->Lock, LockRank.DeviceSlot);
        FreeSlotLocked(entry);
        entry->SetObject(handle, length, isHuge, isOverrun);
        if (_checksums is not null)
            _checksums[slot] = checksum;
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
    }

    /// <summary>Frees what the slot holds, if anything.</summary>
    internal void FreeSlotLocked(ZramSlot* entry)
    {
        var freed = new FreedPages();
        FreeSlotLocked(entry, ref freed);
        _counters.Subtract(in freed);
    }

    /// <summary>Frees what the slot holds, if anything, and leaves it to the caller to count (<c>zram_free_page</c>).</summary>
    private void FreeSlotLocked(ZramSlot* entry, ref FreedPages freed)
    {
        LockOrder.AssertHeld(LockRank.DeviceSlot);
        if (!entry->IsAllocated)
            return;
        if (entry->IsHuge)
            freed.Huge++;
        if (entry->IsSame)
        {
            freed.Same++;
        }
        else if (entry->IsWrittenBack)
        {
            _backing!.Release(entry->Block);
        }
        else
        {
            _pool.Free(entry->Handle);
            freed.ComprBytes += entry->Length;
        }
        freed.Pages++;
        entry->Clear();
    }
}
