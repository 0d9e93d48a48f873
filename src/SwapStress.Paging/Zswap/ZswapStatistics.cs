namespace SwapStress.Paging.Zswap;

/// <summary>
/// The counters of zswap, as in <c>/sys/kernel/debug/zswap</c> and <c>/proc/vmstat</c>. Three of them are not counts
/// but say what is there now: PoolTotalSize, StoredPages and SameFilledPages.
/// </summary>
/// <param name="PoolLimitHit">Stores that found the pool over its limit.</param>
/// <param name="RejectReclaimFail">Entries that the shrinker took from the LRU and could not write back.</param>
/// <param name="RejectAllocFail">Stores that got no memory for the object or the entry.</param>
/// <param name="RejectCompressFail">Stores that the compressor refused.</param>
/// <param name="RejectCompressPoor">Stores of pages that do not get smaller than a page.</param>
/// <param name="WrittenBackPages">Entries written to the device.</param>
/// <param name="PoolTotalSize">Bytes of the pool now.</param>
/// <param name="StoredPages">Entries now.</param>
/// <param name="SameFilledPages">Entries now that are one word over and over.</param>
/// <param name="Stores">Pages stored so far (<c>zswpout</c>).</param>
/// <param name="Loads">Pages loaded so far (<c>zswpin</c>).</param>
/// <param name="OnlyCopiesDropped">
/// Loads that dropped an entry, and then threw the folio away, when nothing else held the page's data (ghost).
/// </param>
/// <param name="StaleWritebacks">Writebacks of an entry that was no longer the slot's (ghost).</param>
internal readonly record struct ZswapStatistics(
    long PoolLimitHit,
    long RejectReclaimFail,
    long RejectAllocFail,
    long RejectCompressFail,
    long RejectCompressPoor,
    long WrittenBackPages,
    long PoolTotalSize,
    long StoredPages,
    long SameFilledPages,
    long Stores,
    long Loads,
    long OnlyCopiesDropped,
    long StaleWritebacks
)
{
    /// <summary>What was counted since <paramref name="earlier"/>, with the pool as it is now.</summary>
    public ZswapStatistics Since(ZswapStatistics earlier) =>
        Combined(earlier, -1) with
        {
            PoolTotalSize = PoolTotalSize,
            StoredPages = StoredPages,
            SameFilledPages = SameFilledPages,
        };

    /// <summary>Both together, with the pool as <paramref name="later"/> saw it.</summary>
    public ZswapStatistics Plus(ZswapStatistics later) =>
        Combined(later, 1) with
        {
            PoolTotalSize = later.PoolTotalSize,
            StoredPages = later.StoredPages,
            SameFilledPages = later.SameFilledPages,
        };

    private ZswapStatistics Combined(ZswapStatistics other, int sign) =>
        new()
        {
            PoolLimitHit = PoolLimitHit + (sign * other.PoolLimitHit),
            RejectReclaimFail = RejectReclaimFail + (sign * other.RejectReclaimFail),
            RejectAllocFail = RejectAllocFail + (sign * other.RejectAllocFail),
            RejectCompressFail = RejectCompressFail + (sign * other.RejectCompressFail),
            RejectCompressPoor = RejectCompressPoor + (sign * other.RejectCompressPoor),
            WrittenBackPages = WrittenBackPages + (sign * other.WrittenBackPages),
            Stores = Stores + (sign * other.Stores),
            Loads = Loads + (sign * other.Loads),
            OnlyCopiesDropped = OnlyCopiesDropped + (sign * other.OnlyCopiesDropped),
            StaleWritebacks = StaleWritebacks + (sign * other.StaleWritebacks),
        };
}
