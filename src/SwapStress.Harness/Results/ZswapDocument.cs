using SwapStress.Paging.Zswap;

namespace SwapStress.Harness.Results;

/// <summary>
/// The counters of zswap over the strategy's rounds; the pool's size and its pages when the last one ended.
/// </summary>
internal sealed record ZswapDocument(
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
    public static ZswapDocument From(ZswapStatistics counted) =>
        new(
            counted.PoolLimitHit,
            counted.RejectReclaimFail,
            counted.RejectAllocFail,
            counted.RejectCompressFail,
            counted.RejectCompressPoor,
            counted.WrittenBackPages,
            counted.PoolTotalSize,
            counted.StoredPages,
            counted.SameFilledPages,
            counted.Stores,
            counted.Loads,
            counted.OnlyCopiesDropped,
            counted.StaleWritebacks
        );
}
