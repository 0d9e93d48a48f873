namespace SwapStress.Paging.Folios;

/// <summary>State bits of a folio, named after the kernel's page flags: those that several threads may change at once.</summary>
[Flags]
internal enum FolioFlags
{
    None = 0,

    /// <summary>The frame is newer than the slot (PG_dirty).</summary>
    Dirty = 1 << 0,

    /// <summary>The folio is in the swap cache, and its Slot is valid (PG_swapcache).</summary>
    SwapCache = 1 << 1,

    /// <summary>The frame is being written to its slot (PG_writeback).</summary>
    Writeback = 1 << 2,

    /// <summary>The folio can be isolated for reclaim (PG_lru).</summary>
    Lru = 1 << 3,
}
