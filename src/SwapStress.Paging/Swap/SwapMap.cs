using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Swap;

/// <summary>
/// The swap map: one byte a slot, read without a lock and changed under the lock of the slot's cluster (kernel 6.6,
/// <c>mm/swapfile.c</c>).
/// </summary>
internal sealed unsafe class SwapMap : IDisposable
{
    /// <summary>Slots in a cluster (SWAPFILE_CLUSTER).</summary>
    public const int ClusterSlots = 256;

    private readonly NativeBlock _block;
    private readonly byte* _bytes;
    private readonly RankedLock[] _clusterLocks;

    public SwapMap(uint slotCount)
    {
        SlotCount = slotCount;
        Errors = new SwapMapErrors(slotCount);
        _block = new NativeBlock(slotCount);
        _bytes = _block.Start;
        _clusterLocks = new RankedLock[(slotCount + ClusterSlots - 1) / ClusterSlots];
        for (int i = 0; i < _clusterLocks.Length; i++)
            _clusterLocks[i] = new RankedLock(LockRank.SwapCluster);
        // The header page.
        _bytes[0] = SwapMapByte.Bad;
    }

    public uint SlotCount { get; }

    /// <summary>What has gone wrong with the counts.</summary>
    public SwapMapErrors Errors { get; }

    public RankedLock LockOf(uint slot) => _clusterLocks[slot / ClusterSlots];

    /// <summary>The byte at this moment; it can change before the caller looks at it (<c>READ_ONCE</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SwapMapByte Read(uint slot) => new(Volatile.Read(ref _bytes[slot]));

    /// <summary>The same for who has no lock that keeps the byte as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SwapMapByte ReadUnlocked(uint slot)
    {
        SchedulePoint.Before(StepKind.CountRead, slot);
        return Read(slot);
    }

    /// <summary>Changes a byte; readers without the lock see the old or the new one.</summary>
    public void WriteLocked(uint slot, int value)
    {
        LockOrder.AssertHeld(LockRank.SwapCluster);
        Volatile.Write(ref _bytes[slot], (byte)value);
    }

    /// <summary>
    /// The first free slot in [from, to), or 0. Reads without the cluster locks: only the allocator, whose lock the
    /// caller holds, makes a free slot used.
    /// </summary>
    public uint FindFree(uint from, uint to)
    {
        if (from >= to)
            return 0;
        int index = new ReadOnlySpan<byte>(_bytes + from, (int)(to - from)).IndexOf((byte)0);
        return index < 0 ? 0 : from + (uint)index;
    }

    /// <summary>One more PTE holds the entry (<c>swap_duplicate</c>): it needs a count or a cache already.</summary>
    /// <returns>False for a slot that is free, bad, or at its largest count.</returns>
    public bool TryDuplicate(uint slot)
    {
        RankedLock cluster = LockOf(slot);
        cluster.Enter();
        SwapMapByte now = Read(slot);
        bool allowed = !now.IsFree && !now.IsBad && now.Count < SwapMapByte.CountMax;
        if (allowed)
            WriteLocked(slot, now.Value + 1);
        cluster.Exit();
        return allowed;
    }

    /// <summary>
    /// Takes the cache flag of a slot that PTEs hold (<c>swapcache_prepare</c>), for a folio that goes to the swap
    /// cache or for a swap-in that skips it.
    /// </summary>
    public PrepareResult Prepare(uint slot)
    {
        RankedLock cluster = LockOf(slot);
        cluster.Enter();
        PrepareResult result = PrepareLocked(slot);
        cluster.Exit();
        return result;
    }

    /// <summary><see cref="Prepare"/> for who holds the cluster lock.</summary>
    public PrepareResult PrepareLocked(uint slot)
    {
        SwapMapByte now = Read(slot);
        PrepareResult result =
            now.HasCache ? PrepareResult.Exists
            : now.Count == 0 || now.IsBad ? PrepareResult.NoEntry
            : PrepareResult.Prepared;
        if (result == PrepareResult.Prepared)
            WriteLocked(slot, now.Value | SwapMapByte.HasCacheFlag);
        return result;
    }

    /// <summary>
    /// Drops one count, or the cache flag (<c>__swap_entry_free</c>). When nothing is left the byte becomes "cached"
    /// until the slot really goes back, so that nobody can take it meanwhile.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="what">1 for a count, or <see cref="SwapMapByte.HasCacheFlag"/>.</param>
    /// <returns>
    /// Whether that was the last use: the caller must give the slot back. False also for a use that nobody has, which is
    /// an error.
    /// </returns>
    public bool DropUse(uint slot, byte what)
    {
        RankedLock cluster = LockOf(slot);
        cluster.Enter();
        SwapMapByte now = Read(slot);
        bool held = what == SwapMapByte.HasCacheFlag ? now.HasCache : now.Count > 0 && !now.IsBad;
        if (!held)
        {
            cluster.Exit();
            Errors.UnusedEntry();
            return false;
        }
        int left = now.Value - what;
        WriteLocked(slot, left == 0 ? SwapMapByte.HasCacheFlag : left);
        cluster.Exit();
        return left == 0;
    }

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        for (int i = 0; i < _clusterLocks.Length; i++)
        {
            int first = i * ClusterSlots;
            held.Add(_clusterLocks[i].Holder, () => $"cluster lock of slots {first} to {first + ClusterSlots - 1}");
        }
    }

    public void Dispose() => _block.Dispose();
}
