namespace SwapStress.Primitives.Locking;

/// <summary>
/// The lock order: a thread that blocks on a lock may hold only locks of lower rank. Debug builds and tests check
/// it (<see cref="LockOrder"/>); a try-lock may be taken in any order, because it never waits.
/// </summary>
public enum LockRank : byte
{
    /// <summary>A folio's lock (PG_locked). May be held across device reads.</summary>
    Folio = 1,

    /// <summary>The lock of one page table's entries (PTL).</summary>
    PageTable = 2,

    /// <summary>A per-CPU cache of swap slots (<c>swap_slots_cache</c>).</summary>
    SwapSlotCache = 3,

    /// <summary>The slot allocator (<c>si-&gt;lock</c>).</summary>
    SwapAllocator = 4,

    /// <summary>One cluster of the swap map.</summary>
    SwapCluster = 5,

    /// <summary>The tree of zswap entries.</summary>
    ZswapTree = 6,

    /// <summary>The zswap entries by age, and the unused ones.</summary>
    ZswapLru = 7,

    /// <summary>One slot of a device. A read holds it through decompression, so a stream comes after it.</summary>
    DeviceSlot = 8,

    /// <summary>A compression stream (per CPU). A write gives it back before it takes the slot.</summary>
    CompressionStream = 9,

    /// <summary>One size class of the pool.</summary>
    PoolClass = 10,

    /// <summary>The memory behind a pool.</summary>
    PoolMemory = 11,
}
