namespace SwapStress.Paging.Swap;

/// <summary>What <c>swapcache_prepare</c> says.</summary>
internal enum PrepareResult
{
    /// <summary>The caller now holds the slot's cache flag (0).</summary>
    Prepared,

    /// <summary>Somebody else holds it (-EEXIST).</summary>
    Exists,

    /// <summary>No PTE holds the entry any more (-ENOENT).</summary>
    NoEntry,
}
