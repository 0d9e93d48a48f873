namespace SwapStress.Primitives.Scheduling;

/// <summary>What a step does, and what its target is.</summary>
public enum StepKind : byte
{
    /// <summary>Takes a folio's lock, or tries to. Target: the lock.</summary>
    FolioLock,

    /// <summary>Waits for a folio to be unlocked, without taking it. Target: the lock.</summary>
    FolioWait,

    /// <summary>Takes a page-table lock. Target: the lock.</summary>
    PageTableLock,

    /// <summary>Takes a lock of the slot caches or of the slot allocator. Target: the lock.</summary>
    AllocatorLock,

    /// <summary>Takes a cluster's lock, to read or change the swap map. Target: the lock.</summary>
    ClusterLock,

    /// <summary>Takes a lock of zswap. Target: the lock.</summary>
    ZswapLock,

    /// <summary>Takes a lock of the device, its streams or its pool. Target: the lock.</summary>
    DeviceLock,

    /// <summary>Reads a PTE without its lock. Target: the page.</summary>
    PteRead,

    /// <summary>Changes a PTE by compare-and-swap, as the processor does. Target: the page.</summary>
    PteExchange,

    /// <summary>Works in a frame, with the page pinned. Target: the page.</summary>
    Access,

    /// <summary>Drops the pin. Target: the page.</summary>
    Unpin,

    /// <summary>Looks a slot up in the swap cache without a lock. Target: the slot.</summary>
    CacheLookup,

    /// <summary>Puts a folio in the swap cache or takes it out. Target: the slot.</summary>
    CacheChange,

    /// <summary>Reads a slot's byte of the swap map without its lock. Target: the slot.</summary>
    CountRead,

    /// <summary>Takes, drops, freezes or counts references. Target: the frame.</summary>
    Reference,

    /// <summary>Reads or changes flags of a folio that others may change. Target: the frame.</summary>
    FolioFlags,

    /// <summary>Is about to copy a slot out of the device. Target: the slot.</summary>
    DeviceRead,

    /// <summary>Has the copy in hand. Target: the slot.</summary>
    DeviceReadEnd,

    /// <summary>Is about to copy a page to the device. Target: the slot.</summary>
    DeviceWrite,

    /// <summary>Waits for memory between two compressions. No target.</summary>
    MemoryWait,

    /// <summary>Pauses with data in hand or a choice made: a delay that was asked for. No target.</summary>
    Delay,

    /// <summary>Lets others go first: a tick, a queue, a yield. No target.</summary>
    Yield,

    /// <summary>Faults again, because the last fault came to nothing. No target.</summary>
    Refault,

    /// <summary>Picks the oldest zswap entry, or has picked it. No target.</summary>
    ZswapPick,
}
