using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Swap;

/// <summary>
/// Finds free slots, under one lock (<c>si-&gt;lock</c>): the current cluster of this processor first, then the free
/// clusters in the order in which they became free, then a scan from the last place, wrapping. On a device that is
/// nearly full only the scan is left, and a slot that was just freed is soon used again: that is what the race needs.
/// Whose last place that is, <see cref="SlotScan"/> says.
/// </summary>
internal sealed class SlotAllocator
{
    /// <summary>Slots in a trunk: 64 MiB of pages (SWAP_ADDRESS_SPACE_SHIFT).</summary>
    public const int TrunkShift = 14;

    private readonly SwapMap _map;
    private readonly RankedLock _lock = new(LockRank.SwapAllocator);

    /// <summary>Used slots of each cluster.</summary>
    private readonly int[] _used;

    /// <summary>Free clusters, first in, first out: a ring that can hold them all.</summary>
    private readonly int[] _freeRing;
    private readonly bool[] _onFreeRing;
    private int _freeHead;
    private int _freeCount;

    /// <summary>The next slot to try for each processor; 0 when it has no cluster.</summary>
    private readonly uint[] _next;

    /// <summary>Where the scan of each processor begins, or that of all.</summary>
    private readonly uint[] _scanNext;
    private readonly SlotScan _scan;
    private ulong _trunks;
    private long _freeSlots;

    public SlotAllocator(SwapMap map, SlotScan scan = SlotScan.PerCpu)
    {
        _map = map;
        _scan = scan;
        _scanNext = new uint[scan == SlotScan.Global ? 1 : PerProcessor.Count];
        Array.Fill(_scanNext, 1u);
        int clusters = (int)((map.SlotCount + SwapMap.ClusterSlots - 1) / SwapMap.ClusterSlots);
        _used = new int[clusters];
        _freeRing = new int[clusters];
        _onFreeRing = new bool[clusters];
        _next = new uint[PerProcessor.Count];
        _freeSlots = map.SlotCount - 1;
        // The header keeps the first cluster from ever being free; the slots beyond the end keep nothing.
        _used[0] = 1;
        for (int cluster = 1; cluster < clusters; cluster++)
            PushFreeCluster(cluster);
    }

    /// <summary>Who holds the allocator's lock; for dumps.</summary>
    public LockHolder? LockHolder => _lock.Holder;

    /// <summary>Slots nobody has (<c>nr_swap_pages</c>); read without the lock it is a recent value.</summary>
    public long FreeSlots => Volatile.Read(ref _freeSlots);

    /// <summary>Bugs that a test has planted.</summary>
    public Plants Plants { get; set; }

    /// <summary>Slots that can be used at all.</summary>
    public long TotalSlots => _map.SlotCount - 1;

    /// <summary>
    /// Takes up to <paramref name="slots"/>.Length free slots and marks them "cached, count 0"
    /// (<c>get_swap_pages</c>).
    /// </summary>
    /// <returns>How many were taken; 0 when the device is full.</returns>
    public int Allocate(Span<uint> slots) => Allocate(PerProcessor.Current, slots);

    /// <summary><see cref="Allocate(Span{uint})"/> on this processor.</summary>
    internal int Allocate(int processor, Span<uint> slots)
    {
        int taken = 0;
        bool isPlanted = SchedulePoint.IsControlled && (Plants & Plants.FindsSlotUnlocked) != 0;
        uint early = isPlanted ? Find(processor) : 0;
        _lock.Enter();
        while (taken < slots.Length)
        {
            uint slot = isPlanted ? early : FindLocked(processor);
            if (slot == 0)
                break;
            RankedLock cluster = _map.LockOf(slot);
            cluster.Enter();
            _map.WriteLocked(slot, SwapMapByte.HasCacheFlag);
            cluster.Exit();
            _used[slot / SwapMap.ClusterSlots]++;
            SetScanNextLocked(processor, slot + 1);
            slots[taken++] = slot;
        }
        Volatile.Write(ref _freeSlots, _freeSlots - taken);
        _lock.Exit();
        return taken;
    }

    /// <summary>
    /// Makes slots free whose bytes are "cached, count 0" and that nobody uses (<c>swapcache_free_entries</c>,
    /// <c>swap_entry_free</c>).
    /// </summary>
    /// <remarks>One that is in use stays as it is, and is an error (<see cref="SwapMap.Errors"/>).</remarks>
    public void Free(ReadOnlySpan<uint> slots)
    {
        int freed = 0;
        int next = 0;
        _lock.Enter();
        while (next < slots.Length)
        {
            // Slots that were parked together mostly lie together: the cluster's lock is taken once for all in a row.
            uint index = slots[next] / SwapMap.ClusterSlots;
            RankedLock cluster = _map.LockOf(slots[next]);
            cluster.Enter();
            for (; next < slots.Length && slots[next] / SwapMap.ClusterSlots == index; next++)
                freed += TryFreeLocked(slots[next]) ? 1 : 0;
            cluster.Exit();
        }
        Volatile.Write(ref _freeSlots, _freeSlots + freed);
        _lock.Exit();
    }

    /// <summary>Begins again at the first slot. All must be free, and the device no larger than a cluster.</summary>
    public void Rewind()
    {
        if (_used.Length != 1)
            throw new InvalidOperationException($"A device of {_map.SlotCount} slots cannot be rewound.");
        Array.Fill(_scanNext, 1u);
        _trunks = 0;
        Array.Clear(_next);
    }

    /// <summary>Adds to <paramref name="violations"/> what does not add up; only while nobody allocates or frees.</summary>
    public void Check(ICollection<string> violations)
    {
        long free = 0;
        for (int cluster = 0; cluster < _used.Length; cluster++)
        {
            uint start = (uint)(cluster * SwapMap.ClusterSlots);
            uint end = Math.Min(start + SwapMap.ClusterSlots, _map.SlotCount);
            int used = 0;
            for (uint slot = start; slot < end; slot++)
                used += _map.Read(slot).IsFree ? 0 : 1;
            free += end - start - used;
            if (used != _used[cluster])
                violations.Add($"cluster {cluster}: {used} slots are in use, its count says {_used[cluster]}");
            if (_onFreeRing[cluster] && used != 0)
                violations.Add($"cluster {cluster} is listed as free with {used} slots in use");
            if (!_onFreeRing[cluster] && _used[cluster] == 0 && !IsBeingFilled(cluster))
                violations.Add($"cluster {cluster} is free, neither listed nor a processor's");
        }
        if (_onFreeRing.Count(listed => listed) != _freeCount)
            violations.Add(
                $"{_onFreeRing.Count(listed => listed)} clusters are listed as free, the list has {_freeCount}"
            );
        if (free != FreeSlots)
            violations.Add($"swap map: {free} slots are free, the allocator says {FreeSlots}");
    }

    private bool TryFreeLocked(uint slot)
    {
        LockOrder.AssertHeld(LockRank.SwapAllocator);
        LockOrder.AssertHeld(LockRank.SwapCluster);
        if (_map.Read(slot).Value != SwapMapByte.HasCacheFlag)
        {
            _map.Errors.FreedInUse(slot);
            return false;
        }
        _map.WriteLocked(slot, 0);
        int index = (int)(slot / SwapMap.ClusterSlots);
        if (--_used[index] == 0)
            PushFreeCluster(index);
        return true;
    }

    private uint FindLocked(int processor)
    {
        LockOrder.AssertHeld(LockRank.SwapAllocator);
        return Find(processor);
    }

    private uint Find(int processor)
    {
        if (_freeSlots == 0)
            return 0;
        while (true)
        {
            uint next = _next[processor];
            if (next == 0)
            {
                if (_freeCount == 0)
                    break;
                next = (uint)(PopFreeCluster() * SwapMap.ClusterSlots);
            }
            uint end = Math.Min((next / SwapMap.ClusterSlots + 1) * SwapMap.ClusterSlots, _map.SlotCount);
            uint found = _map.FindFree(next, end);
            _next[processor] = found == 0 || found + 1 == end ? 0 : found + 1;
            if (found != 0)
                return found;
        }
        uint begin = ScanNext(processor);
        uint slot = _map.FindFree(begin, _map.SlotCount);
        return slot != 0 ? slot : _map.FindFree(1, begin);
    }

    private ref uint ScanNext(int processor) => ref _scanNext[processor & (_scanNext.Length - 1)];

    /// <summary>
    /// The next scan goes on from here (<c>set_cluster_next</c>). A processor that leaves a trunk goes on in any other, so
    /// that processors do not meet.
    /// </summary>
    private void SetScanNextLocked(int processor, uint next)
    {
        ref uint scanNext = ref ScanNext(processor);
        if (_scan == SlotScan.PerCpu && scanNext >> TrunkShift != next >> TrunkShift)
        {
            uint any = (uint)(SplitMix64.At(seed: 1, _trunks++) % _map.SlotCount);
            next = Math.Max(1, any >> TrunkShift << TrunkShift);
        }
        scanNext = next;
    }

    private void PushFreeCluster(int cluster)
    {
        // A processor may still be filling this cluster: then it is not handed out a second time.
        if (_onFreeRing[cluster] || IsBeingFilled(cluster))
            return;
        _onFreeRing[cluster] = true;
        _freeRing[(_freeHead + _freeCount++) % _freeRing.Length] = cluster;
    }

    private bool IsBeingFilled(int cluster)
    {
        foreach (uint next in _next)
        {
            if (next != 0 && next / SwapMap.ClusterSlots == (uint)cluster)
                return true;
        }
        return false;
    }

    private int PopFreeCluster()
    {
        int cluster = _freeRing[_freeHead];
        _freeHead = (_freeHead + 1) % _freeRing.Length;
        _freeCount--;
        _onFreeRing[cluster] = false;
        return cluster;
    }
}
