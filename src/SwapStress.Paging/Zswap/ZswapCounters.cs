namespace SwapStress.Paging.Zswap;

/// <summary>The counts behind <see cref="ZswapStatistics"/>; changed with interlocked operations.</summary>
internal sealed class ZswapCounters
{
    public long PoolLimitHit;
    public long RejectReclaimFail;
    public long RejectAllocFail;
    public long RejectCompressFail;
    public long RejectCompressPoor;
    public long WrittenBackPages;
    public long StoredPages;
    public long SameFilledPages;
    public long Stores;
    public long Loads;
}
