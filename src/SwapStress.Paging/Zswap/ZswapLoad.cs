namespace SwapStress.Paging.Zswap;

/// <summary>What became of a load.</summary>
internal enum ZswapLoad
{
    /// <summary>The slot has no entry: its data, if any, is on the device.</summary>
    Missing,

    /// <summary>The folio has the page.</summary>
    Loaded,

    /// <summary>The entry's data is damaged.</summary>
    Failed,
}
