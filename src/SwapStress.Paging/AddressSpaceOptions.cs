using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Reclaim;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;

namespace SwapStress.Paging;

/// <summary>What an <see cref="AddressSpace"/> is made of.</summary>
internal sealed record AddressSpaceOptions
{
    /// <summary>Pages of the region; at least 1.</summary>
    public required int PageCount { get; init; }

    /// <summary>How swap-ins are synchronised.</summary>
    public required SwapInSync Sync { get; init; }

    /// <summary>Ticks in a second (CONFIG_HZ): how long "one tick" is.</summary>
    public int Hz { get; init; } = 250;

    /// <summary>
    /// Threads that may fault at the same time. Each can hold frames besides the mapped and the cached ones; frames
    /// that are never used cost no memory.
    /// </summary>
    public int ThreadCount { get; init; } = 1024;

    /// <summary>
    /// Whether each swap-in is timed, for <see cref="AddressSpace.Latency"/>. The two clock reads take some 50 ns: who
    /// times a whole sweep leaves them out.
    /// </summary>
    public bool TimesSwapIns { get; init; } = true;

    /// <summary>
    /// The most folios that can be in the swap cache without being mapped; null for as many as the device has slots,
    /// which always suffices. With fewer frames than that a fault may have to wait for one.
    /// </summary>
    public int? CachedFoliosMax { get; init; }

    /// <summary>The compressed cache in front of the device; null for none.</summary>
    public ZswapOptions? Zswap { get; init; }

    /// <summary>
    /// Threads that write pages to the device (<c>swap_writepage_bdev_async</c>), at least 0. With none, whoever reclaims
    /// a page writes it, as the kernel does on synchronous devices (<c>swap_writepage_bdev_sync</c>). Either way the folio
    /// is unlocked and under writeback meanwhile.
    /// </summary>
    public int IoThreads { get; init; }

    /// <summary>Where the search for a free slot begins when no cluster is free.</summary>
    public SlotScan SlotScan { get; init; }

    /// <summary>
    /// Whether a page of a device that asks for it is copied, not reused, when it is written to under writeback
    /// (f05714293a59, SWP_STABLE_WRITES).
    /// </summary>
    public bool StableWrites { get; init; } = true;

    /// <summary>
    /// Whether the last steps of each page are recorded, for <see cref="AddressSpace.LossWindows"/>. It takes
    /// <see cref="FlightRecorderBytesPerPage"/> of memory for each page that is used.
    /// </summary>
    public bool FlightRecorder { get; init; }

    /// <summary>
    /// Bytes that an address space keeps for each page of its region beside the page's frame: PTE, folio, what the oracle
    /// knows, and a place in the inactive list; with zswap in a second one.
    /// </summary>
    /// <param name="hasZswap">Whether zswap is in front of the device.</param>
    /// <param name="hasRecorder">Whether the last steps of each page are recorded.</param>
    public static int BytesPerPage(bool hasZswap, bool hasRecorder) =>
        sizeof(ulong)
        + Folio.SizeBytes
        + GhostOracle.BytesPerPage
        + (InactiveList.BytesPerFrame * (hasZswap ? 2 : 1))
        + (hasRecorder ? FlightRecorderBytesPerPage : 0);

    /// <summary>
    /// Bytes that an address space keeps for each slot of its device: a byte of the swap map, the folio in the swap cache,
    /// what the oracle knows; with zswap the slot's entry, with the recorder who was at the slot.
    /// </summary>
    /// <param name="hasZswap">Whether zswap is in front of the device.</param>
    /// <param name="hasRecorder">Whether the last steps of each page are recorded.</param>
    public static int BytesPerSlot(bool hasZswap, bool hasRecorder) =>
        sizeof(byte)
        + sizeof(int)
        + GhostOracle.BytesPerSlot
        + (hasZswap ? sizeof(int) + ZswapEntry.SizeBytes : 0)
        + (hasRecorder ? SlotVisits.BytesPerSlot : 0);

    /// <summary>Bytes that the flight recorder keeps for a page.</summary>
    public static int FlightRecorderBytesPerPage =>
        (FlightRings.RingLength * PackedFlightEvent.SizeBytes) + sizeof(uint);
}
