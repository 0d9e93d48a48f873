using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Where zspages and the words of handles come from: slabs of one huge page each, cut into chunks of the sizes that
/// are asked for. A chunk that is given back waits for the next request of its size; the slabs go with the source.
/// Tests replace it by one that refuses.
/// </summary>
/// <remarks>
/// The host's allocator in this place returned memory to the host as zspages emptied and took it again as they
/// filled: a swap-in then paid for unmapping, and a swap-out for page faults and TLB misses.
/// </remarks>
public unsafe class ChunkSource : IDisposable
{
    private const int ReclaimRetries = 3;
    private const int Granule = 64;
    private const int ChunkBytesMax = NativeBlock.HugePageBytes / 8;

    private readonly RankedLock _lock = new(LockRank.PoolMemory);
    private readonly List<NativeBlock> _slabs = [];

    /// <summary>Free chunks by size in granules, linked through their first word.</summary>
    private readonly nint[] _free = new nint[(ChunkBytesMax / Granule) + 1];
    private byte* _unused;
    private int _unusedBytes;

    /// <summary>Who holds the lock; for dumps.</summary>
    internal LockHolder? LockHolder => _lock.Holder;

    /// <summary>Takes memory aligned to 64 bytes, with unspecified content.</summary>
    /// <param name="bytes">How much; at most an eighth of a slab.</param>
    /// <param name="mayWait">
    /// Whether the caller may sleep (<c>__GFP_DIRECT_RECLAIM</c>): the host is then given a moment to find memory, and
    /// asked again.
    /// </param>
    /// <returns>Its address, or null when the host refuses.</returns>
    public virtual void* TryAllocate(int bytes, bool mayWait)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, ChunkBytesMax);
        int granules = GranulesOf(bytes);
        for (int attempt = 0; ; attempt++)
        {
            void* chunk = TryTake(granules);
            if (chunk != null || !mayWait || attempt == ReclaimRetries)
                return chunk;
            if (!SchedulePoint.Pause(StepKind.MemoryWait))
                Thread.Sleep(1);
        }
    }

    /// <summary>Gives memory back.</summary>
    /// <param name="chunk">What <see cref="TryAllocate"/> returned.</param>
    /// <param name="bytes">What it was asked for.</param>
    public virtual void Free(void* chunk, int bytes)
    {
        int granules = GranulesOf(bytes);
        _lock.Enter();
        *(nint*)chunk = _free[granules];
        _free[granules] = (nint)chunk;
        _lock.Exit();
    }

    /// <summary>Frees the slabs. Nobody may use their chunks any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the slabs.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (NativeBlock slab in _slabs)
            slab.Dispose();
        _slabs.Clear();
        Array.Clear(_free);
        _unusedBytes = 0;
    }

    private static int GranulesOf(int bytes) => (bytes + Granule - 1) / Granule;

    private void* TryTake(int granules)
    {
        _lock.Enter();
        nint chunk = _free[granules];
        if (chunk != 0)
        {
            _free[granules] = *(nint*)chunk;
        }
        else if (_unusedBytes >= granules * Granule || TryAddSlabLocked())
        {
            // What is left of a slab when the next one is begun, at most a chunk, stays unused.
            chunk = (nint)_unused;
            _unused += granules * Granule;
            _unusedBytes -= granules * Granule;
        }
        _lock.Exit();
        return (void*)chunk;
    }

    private bool TryAddSlabLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        try
        {
            var slab = new NativeBlock(NativeBlock.HugePageBytes);
            _slabs.Add(slab);
            _unused = slab.Start;
            _unusedBytes = NativeBlock.HugePageBytes;
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }
}
