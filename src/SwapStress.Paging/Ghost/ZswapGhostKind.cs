namespace SwapStress.Paging.Ghost;

/// <summary>What zswap did to the only copy of a page.</summary>
internal enum ZswapGhostKind
{
    /// <summary>A load dropped the entry, the fault threw its folio away, and nothing else held the data.</summary>
    OnlyCopyDropped,

    /// <summary>An entry was written back that was no longer the slot's.</summary>
    StaleWriteback,
}
