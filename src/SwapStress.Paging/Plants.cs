namespace SwapStress.Paging;

/// <summary>
/// Bugs that tests plant in the model to see that the explorer finds them. None in every run; outside the explorer the
/// questions after them are compiled away.
/// </summary>
[Flags]
internal enum Plants
{
    /// <summary>The model as it is.</summary>
    None = 0,

    /// <summary>A swap-in that skips the swap cache clears its pin when it has read, before it takes the page-table lock.</summary>
    ClearsPinAfterRead = 1 << 0,

    /// <summary>It clears its pin with the page-table lock held, before the PTE is set.</summary>
    ClearsPinUnderLock = 1 << 1,

    /// <summary>A fault does not look again whether the folio that it found is still in the swap cache (step 7).</summary>
    ForgetsRecheck = 1 << 2,

    /// <summary>The last count frees the slot although somebody has pinned it.</summary>
    FreesSlotUnderPin = 1 << 3,

    /// <summary>A folio that gets a slot is not marked dirty (add_to_swap).</summary>
    SkipsDirtyMark = 1 << 4,

    /// <summary>A swap-in that marks its PTE does not look whether zswap has put a folio into the swap cache since.</summary>
    ForgetsWriteback = 1 << 5,

    /// <summary>A processor looks for a free slot where its scan begins before it takes the allocator's lock.</summary>
    FindsSlotUnlocked = 1 << 6,
}
