namespace SwapStress.Paging.Folios;

/// <summary>State bits of a folio, named after the kernel's page flags.</summary>
[Flags]
internal enum FolioFlags
{
    None = 0,

    /// <summary>The frame holds valid data (PG_uptodate); clear after a failed read.</summary>
    Uptodate = 1 << 0,

    /// <summary>The frame is newer than the slot (PG_dirty).</summary>
    Dirty = 1 << 1,

    /// <summary>The folio is in the swap cache, and its Slot is valid (PG_swapcache).</summary>
    SwapCache = 1 << 2,

    /// <summary>The frame is being written to its slot (PG_writeback).</summary>
    Writeback = 1 << 3,

    /// <summary>The folio can be isolated for reclaim (PG_lru).</summary>
    Lru = 1 << 4,

    /// <summary>One PTE, and nothing else, may write the frame (PG_anon_exclusive).</summary>
    AnonExclusive = 1 << 5,
}
