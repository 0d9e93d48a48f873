using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Paging.Zswap;

/// <summary>
/// A compressed cache in memory in front of a swap device (<c>mm/zswap.c</c>, 6.7 to 6.9): pages on their way out are
/// kept here while there is room, and the oldest go on to the device when there is none.
/// </summary>
/// <remarks>
/// A store comes from who holds the lock of a folio in the swap cache, and a slot has only one of those; a load can
/// come from a fault that skips the swap cache. Compression runs without the tree lock, and so does decompression:
/// whoever decompresses has a reference to the entry.
/// </remarks>
internal sealed unsafe class ZswapCache : IDisposable
{
    private readonly ZswapOptions _options;
    private readonly FolioTable _folios;
    private readonly CompressionStreams _streams;
    private readonly long _limitPages;
    private readonly long _acceptPages;

    /// <summary>The pool was over its limit and has not come below the threshold since (<c>zswap_pool_reached_full</c>).</summary>
    private bool _reachedFull;

    /// <summary>An empty cache.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="pageCount">Pages of memory (<c>totalram_pages</c>).</param>
    /// <param name="slotCount">Slots of the device behind.</param>
    /// <param name="threadCount">Threads that may store and load at once; each may hold entries that no slot has.</param>
    /// <param name="folios">The frames.</param>
    public ZswapCache(ZswapOptions options, int pageCount, uint slotCount, int threadCount, FolioTable folios)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPoolPercent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxPoolPercent, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AcceptThresholdPercent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.AcceptThresholdPercent, 100);
        _options = options;
        _folios = folios;
        _limitPages = (long)pageCount * options.MaxPoolPercent / 100;
        _acceptPages = (long)pageCount * options.AcceptThresholdPercent / 100 * options.MaxPoolPercent / 100;
        _streams = new CompressionStreams(options.Codec);
        Tree = new ZswapTree(slotCount);
        Entries = new ZswapEntries(checked((int)slotCount + (2 * threadCount) + 64));
    }

    /// <summary>The slots' entries.</summary>
    public ZswapTree Tree { get; }

    /// <summary>The entries' records, and the LRU.</summary>
    public ZswapEntries Entries { get; }

    /// <summary>The compressed pages.</summary>
    public ZsPool Pool { get; } = new();

    public ZswapCounters Counters { get; } = new();

    /// <summary>Asks for entries to be written back (<c>queue_work</c>); null for a cache that nobody shrinks.</summary>
    public Action? QueueShrink { get; set; }

    /// <summary>Whether the pool is over its limit (<c>zswap_is_full</c>).</summary>
    public bool IsFull => Pool.PagesUsed > _limitPages;

    /// <summary>Whether a pool that was full may take pages again (<c>zswap_can_accept</c>).</summary>
    public bool CanAccept => Pool.PagesUsed < _acceptPages;

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        Tree.NoteLocks(held);
        held.Add(Entries.LockHolder, () => "zswap LRU lock");
        _streams.NoteLocks(held);
        Pool.NoteLocks(held);
    }

    /// <summary>Stores a folio that is locked and in the swap cache (<c>zswap_store</c>).</summary>
    /// <returns>False when it must go to the device.</returns>
    public bool TryStoreLocked(int frame)
    {
        ref Folio folio = ref _folios[frame];
        uint slot = folio.Slot;
        // First, whatever becomes of the store: an old entry that stayed would be found in place of the new data, or
        // be written back over it.
        Invalidate(slot);
        if (!HasRoom())
            return false;
        int entry = Entries.Allocate();
        if (entry == ZswapEntries.None)
        {
            Interlocked.Increment(ref Counters.RejectAllocFail);
            return false;
        }
        if (!TryFill(entry, _folios.Bytes(frame)))
        {
            Entries.Free(entry);
            return false;
        }
        ref ZswapEntry stored = ref Entries[entry];
        stored.Slot = slot;
        stored.GhostContent = Volatile.Read(in folio.GhostContent);
        // Before the entry can be freed by another thread, so that the counts never go below zero.
        Interlocked.Increment(ref Counters.StoredPages);
        if (stored.Length == 0)
            Interlocked.Increment(ref Counters.SameFilledPages);
        Interlocked.Increment(ref Counters.Stores);
        bool hasObject = stored.Length != 0;
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        bool isFree = Tree.FindLocked(slot) == ZswapEntries.None;
        Tree.SetLocked(slot, entry);
        // A page of one word takes nothing from the pool, so nothing is gained by writing it back.
        if (hasObject)
            Entries.AddYoungest(entry);
        tree.Exit();
        // The folio lock and the slot's cache flag exclude a second store.
        if (!isFree)
            throw new InvalidOperationException($"Slot {slot} got a zswap entry from somebody else.");
        return true;
    }

    /// <summary>Loads a slot into a locked folio (<c>zswap_load</c>).</summary>
    /// <param name="frame">The folio.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="dropped">Whether the slot has lost its entry to this folio.</param>
    public ZswapLoad LoadLocked(int frame, uint slot, out bool dropped)
    {
        dropped = false;
        ref Folio folio = ref _folios[frame];
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        int entry = Tree.FindLocked(slot);
        if (entry == ZswapEntries.None)
        {
            tree.Exit();
            return ZswapLoad.Missing;
        }
        Entries[entry].References++;
        // The swap cache owns the page from here on, and is where everybody looks first. A private folio is nobody's
        // until it is mapped: the fault can still throw it away, and with it what is then the only copy.
        dropped = !_options.ExclusiveFix || folio.Has(FolioFlags.SwapCache);
        if (dropped)
            EraseLocked(slot, entry);
        tree.Exit();

        folio.GhostContent = Entries[entry].GhostContent;
        bool ok = Decompress(entry, _folios.Bytes(frame));
        // The slot has nothing of the page any more, so the folio must be written again.
        if (dropped)
            folio.Set(FolioFlags.Dirty);
        Interlocked.Increment(ref Counters.Loads);
        Put(slot, entry);
        _options.LoadDelay.Wait();
        return ok ? ZswapLoad.Loaded : ZswapLoad.Failed;
    }

    /// <summary>Drops the entry of a slot, if it has one (<c>zswap_invalidate</c>).</summary>
    /// <returns>Whether it had one.</returns>
    public bool Invalidate(uint slot)
    {
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        int entry = Tree.FindLocked(slot);
        if (entry != ZswapEntries.None)
            EraseLocked(slot, entry);
        tree.Exit();
        return entry != ZswapEntries.None;
    }

    /// <summary>
    /// Takes the oldest entry off the LRU, with a reference. Between the two locks it can be freed, and even be used
    /// again; the tree tells.
    /// </summary>
    /// <param name="entry">The entry, if it is the slot's; else none.</param>
    /// <param name="slot">Its slot.</param>
    /// <returns>False when the LRU is empty.</returns>
    public bool TryIsolateOldest(out int entry, out uint slot)
    {
        int oldest = Entries.TakeOldest(out slot);
        entry = ZswapEntries.None;
        if (oldest == ZswapEntries.None)
            return false;
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        if (Tree.FindLocked(slot) == oldest)
        {
            Entries[oldest].References++;
            entry = oldest;
        }
        tree.Exit();
        return true;
    }

    /// <summary>Whether an entry is still the slot's.</summary>
    public bool IsCurrent(uint slot, int entry)
    {
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        bool current = Tree.FindLocked(slot) == entry;
        tree.Exit();
        return current;
    }

    /// <summary>Ends what <see cref="TryIsolateOldest"/> began: the page is written, or could not be.</summary>
    public void Putback(uint slot, int entry, bool written)
    {
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        if (!written)
            Entries.AddYoungest(entry);
        // The page belongs to the swap cache now; unless the slot has given the entry up meanwhile.
        else if (Tree.FindLocked(slot) == entry)
            EraseLocked(slot, entry);
        PutLocked(entry);
        tree.Exit();
    }

    /// <summary>Fills a page from an entry that the caller has a reference to.</summary>
    public bool Decompress(int entry, Span<byte> page)
    {
        ref ZswapEntry from = ref Entries[entry];
        if (from.Length == 0)
        {
            SameFilled.Fill(page, from.Word);
            return true;
        }
        ReadOnlySpan<byte> blob = Pool.Map(from.Handle, from.Length);
        if (!_streams.DecompressNeedsContext)
            return _streams.SharedDecompressor.TryDecompress(blob, page);
        CompressionStream stream = _streams.Enter();
        bool ok = stream.Codec.TryDecompress(blob, page);
        stream.Lock.Exit();
        return ok;
    }

    /// <summary>Which content the slot's entry holds, or null without one (ghost).</summary>
    public long? PeekContent(uint slot)
    {
        int entry = Tree.Peek(slot);
        return entry == ZswapEntries.None ? null : Volatile.Read(in Entries[entry].GhostContent);
    }

    public ZswapStatistics ReadStatistics(ZswapGhost ghost) =>
        new(
            PoolLimitHit: Volatile.Read(ref Counters.PoolLimitHit),
            RejectReclaimFail: Volatile.Read(ref Counters.RejectReclaimFail),
            RejectAllocFail: Volatile.Read(ref Counters.RejectAllocFail),
            RejectCompressFail: Volatile.Read(ref Counters.RejectCompressFail),
            RejectCompressPoor: Volatile.Read(ref Counters.RejectCompressPoor),
            WrittenBackPages: Volatile.Read(ref Counters.WrittenBackPages),
            PoolTotalSize: Pool.PagesUsed << PageSize.Shift,
            StoredPages: Volatile.Read(ref Counters.StoredPages),
            SameFilledPages: Volatile.Read(ref Counters.SameFilledPages),
            Stores: Volatile.Read(ref Counters.Stores),
            Loads: Volatile.Read(ref Counters.Loads),
            OnlyCopiesDropped: ghost.OnlyCopiesDropped,
            StaleWritebacks: ghost.StaleWritebacks
        );

    /// <summary>Begins again as a new cache would. No entry may be in use; the counters stay.</summary>
    public void Rewind()
    {
        _reachedFull = false;
        Entries.Rewind();
        Pool.Trim();
    }

    public void Dispose()
    {
        _streams.Dispose();
        // Frees what the entries still hold.
        Pool.Dispose();
        Entries.Dispose();
        Tree.Dispose();
    }

    /// <summary>Whether the pool takes another page; asks for room where it does not.</summary>
    private bool HasRoom()
    {
        if (IsFull)
        {
            Interlocked.Increment(ref Counters.PoolLimitHit);
            Volatile.Write(ref _reachedFull, true);
            QueueShrink?.Invoke();
            return false;
        }
        if (!Volatile.Read(ref _reachedFull))
            return true;
        if (!CanAccept)
        {
            QueueShrink?.Invoke();
            return false;
        }
        Volatile.Write(ref _reachedFull, false);
        return true;
    }

    /// <summary>Puts a page into a new entry that nobody else knows yet.</summary>
    private bool TryFill(int entry, ReadOnlySpan<byte> page)
    {
        ref ZswapEntry filled = ref Entries[entry];
        if (SameFilled.TryGetWord(page, out filled.Word))
            return true;
        CompressionStream stream = _streams.Enter();
        int length = stream.CompressLocked(page);
        ref long rejected = ref Counters.RejectCompressFail;
        if (length >= PageSize.Bytes)
        {
            rejected = ref Counters.RejectCompressPoor;
        }
        else if (length > 0)
        {
            // No waiting for memory with a stream held.
            filled.Handle = Pool.TryAllocate(length, mayWait: false);
            rejected = ref Counters.RejectAllocFail;
            if (!filled.Handle.IsNone)
            {
                stream.BlobLocked(length).CopyTo(Pool.Map(filled.Handle, length));
                filled.Length = length;
            }
        }
        stream.Lock.Exit();
        if (filled.Length != 0)
            return true;
        Interlocked.Increment(ref rejected);
        return false;
    }

    private void Put(uint slot, int entry)
    {
        RankedLock tree = Tree.LockOf(slot);
        tree.Enter();
        PutLocked(entry);
        tree.Exit();
    }

    /// <summary>Takes the entry from its slot, and drops the tree's reference (<c>zswap_invalidate_entry</c>).</summary>
    private void EraseLocked(uint slot, int entry)
    {
        Tree.SetLocked(slot, ZswapEntries.None);
        PutLocked(entry);
    }

    private void PutLocked(int entry)
    {
        LockOrder.AssertHeld(LockRank.ZswapTree);
        ref ZswapEntry put = ref Entries[entry];
        if (--put.References != 0)
            return;
        if (put.Length == 0)
            Interlocked.Decrement(ref Counters.SameFilledPages);
        else
            Pool.Free(put.Handle);
        Interlocked.Decrement(ref Counters.StoredPages);
        Entries.Free(entry);
    }
}
