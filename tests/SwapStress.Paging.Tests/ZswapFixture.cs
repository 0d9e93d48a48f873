using SwapStress.Paging.Folios;
using SwapStress.Paging.Zswap;

namespace SwapStress.Paging.Tests;

/// <summary>A zswap cache that nobody else uses: what the tests store is all there is.</summary>
internal sealed class ZswapFixture : IDisposable
{
    private readonly FolioTable _folios = new(4);

    public ZswapFixture(int pageCount, int maxPoolPercent) =>
        Cache = new ZswapCache(
            Make.Zswap with
            {
                MaxPoolPercent = maxPoolPercent,
            },
            pageCount,
            slotCount: 1000,
            threadCount: 1,
            _folios
        );

    public ZswapCache Cache { get; }

    public bool TryStore(uint slot, ReadOnlySpan<byte> page)
    {
        int frame = _folios.Allocate();
        page.CopyTo(_folios.Bytes(frame));
        _folios[frame].Slot = slot;
        bool stored = Cache.TryStoreLocked(frame);
        _folios.Put(frame);
        return stored;
    }

    public void Dispose()
    {
        Cache.Dispose();
        _folios.Dispose();
    }
}
