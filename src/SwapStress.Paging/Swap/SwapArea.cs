using System.Runtime.CompilerServices;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;
using SwapStress.Store;

namespace SwapStress.Paging.Swap;

/// <summary>
/// One swap device in use (<c>swap_info_struct</c>): its map, allocator, slot caches, swap cache and the device
/// itself. It stays on as long as the address space lives, so there is no reference against swapoff to take.
/// </summary>
internal sealed class SwapArea : IDisposable
{
    private readonly FolioTable _folios;
    private readonly GhostOracle _ghost;

    public SwapArea(SwapDevice device, FolioTable folios, GhostOracle ghost, SlotScan scan)
    {
        Device = device;
        _folios = folios;
        _ghost = ghost;
        Map = new SwapMap(device.SlotCount);
        Allocator = new SlotAllocator(Map, scan);
        Slots = new SlotCache(Allocator, Release);
        Cache = new SwapCache(folios, device.SlotCount);
    }

    public SwapDevice Device { get; }

    /// <summary>Bugs that a test has planted.</summary>
    public Plants Plants
    {
        get => Allocator.Plants;
        set => Allocator.Plants = value;
    }

    /// <summary>Whether a page must not change while it is written (SWP_STABLE_WRITES); before the first fault.</summary>
    public bool NeedsStableWrites { get; set; }

    /// <summary>The compressed cache in front of the device, or null without one.</summary>
    public ZswapCache? Zswap { get; set; }

    /// <summary>Hears of slots that come and go; null where that is off.</summary>
    public FlightRecorder? Recorder { get; init; }

    public SwapMap Map { get; }

    public SlotAllocator Allocator { get; }

    public SlotCache Slots { get; }

    public SwapCache Cache { get; }

    /// <summary>Whether more than half of the slots are used (<c>vm_swap_full</c>).</summary>
    public bool IsHalfFull => Allocator.FreeSlots * 2 < Allocator.TotalSlots;

    /// <summary>Whether a test has planted this bug.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Planted(Plants plant) => SchedulePoint.IsControlled && (Plants & plant) != 0;

    /// <summary>A PTE has given up the entry (<c>swap_free</c>).</summary>
    public void Free(SwapEntry entry) => DropUse(entry.Slot, 1);

    /// <summary>
    /// Gives up the cache flag of a slot: the folio has left the cache (<c>put_swap_folio</c>), or a swap-in that
    /// skipped the cache has ended (<c>swapcache_clear</c>). A slot whose last PTE went meanwhile is freed only now.
    /// </summary>
    public void ClearCacheFlag(SwapEntry entry) => DropUse(entry.Slot, SwapMapByte.HasCacheFlag);

    /// <summary>Gives a folio a slot and puts it in the swap cache, dirty (<c>add_to_swap</c>). The folio is locked.</summary>
    /// <returns>False when the device is full.</returns>
    public bool TryAddLocked(int frame)
    {
        uint slot = Slots.Allocate();
        if (slot == 0)
            return false;
        _ghost.SlotAllocated(slot);
        Cache.AddLocked(slot, frame);
        // The slot holds nothing of this page yet, whatever the PTE's dirty bit says: a folio that came from another
        // slot may be clean. Without this mark reclaim would drop it unwritten.
        if (!Planted(Plants.SkipsDirtyMark))
            _folios[frame].Set(FolioFlags.Dirty);
        return true;
    }

    /// <summary>
    /// Puts a locked folio in the swap cache and takes the slot's flag in one step, under the cluster lock
    /// (<c>swap_cache_add_folio</c>, 6.19).
    /// </summary>
    public PrepareResult AddReadLocked(uint slot, int frame)
    {
        RankedLock cluster = Map.LockOf(slot);
        cluster.Enter();
        PrepareResult result = Map.PrepareLocked(slot);
        if (result == PrepareResult.Prepared)
            Cache.AddLocked(slot, frame);
        cluster.Exit();
        return result;
    }

    /// <summary>
    /// Frees the slot of a locked folio that no PTE needs there any more (<c>folio_free_swap</c>).
    /// </summary>
    /// <returns>False when the folio has no slot, is being written, or PTEs still hold the entry.</returns>
    public bool TryFreeSwapLocked(int frame)
    {
        ref Folio folio = ref _folios[frame];
        if (!folio.Has(FolioFlags.SwapCache) || folio.HasNow(FolioFlags.Writeback))
            return false;
        // The count is read without the cluster lock. It cannot rise from zero: a PTE gets this entry only from
        // reclaim of this folio, which needs the folio lock.
        if (Map.ReadUnlocked(folio.Slot).Count != 0)
            return false;
        RemoveFromCacheLocked(frame);
        // The frame is the only copy now.
        folio.Set(FolioFlags.Dirty);
        return true;
    }

    /// <summary>Takes a locked folio out of the swap cache and drops the cache's reference.</summary>
    public void RemoveFromCacheLocked(int frame)
    {
        uint slot = _folios[frame].Slot;
        Cache.RemoveLocked(slot, frame);
        ClearCacheFlag(new SwapEntry(slot));
        // Never the last reference: the caller has one.
        _folios[frame].PutTest();
    }

    /// <summary>
    /// Gives back the slots that were kept back after an error and that nobody counts on any more; only while nobody uses
    /// the region.
    /// </summary>
    public void ReleaseKeptBack()
    {
        IReadOnlyList<uint> unused = Map.Errors.TakeKeptBack(slot =>
            Map.Read(slot).Value == SwapMapByte.HasCacheFlag && Cache.Peek(slot) == FolioTable.NoFolio
        );
        foreach (uint slot in unused)
            Release([slot]);
    }

    public void Dispose()
    {
        Cache.Dispose();
        Map.Dispose();
    }

    private void DropUse(uint slot, byte what)
    {
        bool isFree = Map.DropUse(slot, what);
        if (Planted(Plants.FreesSlotUnderPin))
            isFree |= what == 1 && Map.Read(slot).Value == SwapMapByte.HasCacheFlag;
        if (isFree)
            Slots.Free(slot);
    }

    /// <summary>
    /// The slots really go back (<c>swap_range_free</c>). zswap and the device are told before they can be allocated
    /// again: told afterwards, they could drop the next owner's data.
    /// </summary>
    private void Release(ReadOnlySpan<uint> slots)
    {
        foreach (uint slot in slots)
        {
            if (Zswap is { } zswap && zswap.Invalidate(slot))
                Recorder?.RecordSlot(FlightEventKind.ZswapInvalidated, slot);
            Recorder?.RecordSlot(FlightEventKind.SlotReleased, slot);
        }
        Device.NotifySlotsFree(slots);
        Allocator.Free(slots);
    }
}
