namespace SwapStress.Paging.Recording;

/// <summary>
/// What a thread did to a page. Resident accesses are not recorded: how many there were follows from the counters of
/// an install and of the unmapping after it.
/// </summary>
public enum FlightEventKind
{
    /// <summary>No event.</summary>
    None,

    /// <summary>A fault has read a swap entry from the PTE (<c>do_swap_page</c> begins); the slot is that entry.</summary>
    FaultBegin,

    /// <summary>A fault has found the PTE of a swap-in that is under way (<see cref="Sync.PteMarker"/>).</summary>
    MarkFound,

    /// <summary>The slot's folio is in the swap cache (<c>swap_cache_get_folio</c>).</summary>
    CacheHit,

    /// <summary>A new folio was put in the swap cache, to be read (<c>__read_swap_cache_async</c>).</summary>
    CacheAdded,

    /// <summary>The folio has left the swap cache, or has another slot, by the time its lock was taken.</summary>
    CacheGone,

    /// <summary>The slot's cache flag was taken (<c>swapcache_prepare</c>).</summary>
    PrepareTaken,

    /// <summary>Another thread has the slot, or no PTE holds the entry: the fault backs off.</summary>
    PrepareLost,

    /// <summary>The entry's count was raised while it is read (<c>swap_duplicate</c>).</summary>
    CountRaised,

    /// <summary>The PTE names the folio that is about to be read (<see cref="Sync.PteMarker"/>).</summary>
    MarkSet,

    /// <summary>The slot is about to be read (<c>swap_read_folio</c>).</summary>
    ReadBegin,

    /// <summary>The read has ended, its delay included; the content is what the slot held when it began.</summary>
    ReadEnd,

    /// <summary>The read ended with the content of another page; the counter is that page's number.</summary>
    ReadEndForeign,

    /// <summary>The read ended with an error of the device.</summary>
    ReadFailed,

    /// <summary>The folio lock was contended: the fault waits, throws its folio away and tries again.</summary>
    LockContended,

    /// <summary>The PTE still holds the bits that the fault began with (<c>pte_same</c>).</summary>
    PteSame,

    /// <summary>The PTE has changed: the fault throws its folio away.</summary>
    PteChanged,

    /// <summary>A PTE's use of the slot is given up (<c>swap_free</c>).</summary>
    SwapFree,

    /// <summary>The page was mapped (<c>set_pte_at</c>); the counter is what it was mapped with.</summary>
    Install,

    /// <summary>A write fault made the mapped folio writable (<c>do_wp_page</c>).</summary>
    Reuse,

    /// <summary>A write fault mapped a copy of the folio (<c>wp_page_copy</c>).</summary>
    Copy,

    /// <summary>A write fault made the folio writable while it is being written to its slot (before f05714293a59).</summary>
    WritableUnderWriteback,

    /// <summary>The PTE is the same and the folio not uptodate: the access gets SIGBUS, and the page stays lost.</summary>
    BusError,

    /// <summary>Reclaim has taken the folio from its list (<c>folio_isolate_lru</c>).</summary>
    Isolated,

    /// <summary>The folio got a slot and is in the swap cache (<c>add_to_swap</c>).</summary>
    SlotAllocated,

    /// <summary>The PTE now holds the slot's entry (<c>try_to_unmap</c>); every access before has completed.</summary>
    Unmapped,

    /// <summary>The folio is under writeback and unlocked (<c>swap_writepage</c>).</summary>
    WriteBegin,

    /// <summary>The slot holds the page (<c>end_swap_bio_write</c>).</summary>
    WriteEnd,

    /// <summary>The device refused the page.</summary>
    WriteFailed,

    /// <summary>The folio has left the swap cache and its frame is free (<c>__remove_mapping</c>).</summary>
    FrameFreed,

    /// <summary>Nobody uses the slot any more: the device is told, and it can be allocated (<c>swap_range_free</c>).</summary>
    SlotReleased,

    /// <summary>zswap keeps the page (<c>zswap_store</c>).</summary>
    ZswapStored,

    /// <summary>zswap gave the page to a folio and keeps its entry (<c>zswap_load</c>).</summary>
    ZswapLoaded,

    /// <summary>zswap gave the page to a folio and dropped its entry (<c>zswap_load</c>, exclusive).</summary>
    ZswapDropped,

    /// <summary>
    /// The same, for a fault on another page, which had found the slot in its PTE before; the counter is that page's
    /// number.
    /// </summary>
    ZswapDroppedForeign,

    /// <summary>The folio that zswap gave the entry up for was thrown away.</summary>
    ZswapDiscarded,

    /// <summary>The entry went with its slot (<c>zswap_invalidate</c>).</summary>
    ZswapInvalidated,

    /// <summary>The shrinker has picked the entry and holds a reference to it, and nothing else.</summary>
    WritebackPicked,

    /// <summary>The shrinker's locked folio is in the swap cache (<c>__read_swap_cache_async</c>).</summary>
    WritebackInserted,

    /// <summary>The page is in use or the entry is no longer the slot's: the shrinker leaves it.</summary>
    WritebackLeft,

    /// <summary>The entry was written to the slot, and is dropped (<c>zswap_writeback_entry</c> ends).</summary>
    WritebackWritten,

    /// <summary>The page's content was given up (<c>zap_pte_range</c>).</summary>
    Zapped,

    /// <summary>
    /// The device compressed the page a second time, and the blob ran over the end of its object, into other pages' data;
    /// the counter is the overrun's number.
    /// </summary>
    Overrun,
}
