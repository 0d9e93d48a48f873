using SwapStress.Paging;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Harness.Regions;

/// <summary>The model's address space as a region. Owns its device.</summary>
/// <param name="space">The address space.</param>
/// <param name="device">The device below it, nobody else's.</param>
public sealed class ModelRegion(AddressSpace space, SwapDevice device) : IRegion
{
    /// <inheritdoc/>
    public int PageCount => space.PageCount;

    /// <inheritdoc/>
    public long FirstLossTimestamp => space.FirstLossTimestamp;

    /// <inheritdoc/>
    public IReadOnlyList<LossWindow> LossWindows => space.LossWindows;

    /// <inheritdoc/>
    public ulong FetchAdd(int page, out ulong stamp) => space.FetchAdd(page, 1, out stamp);

    /// <inheritdoc/>
    public ulong Read(int page, int word) => space.Read(page, word);

    /// <inheritdoc/>
    public void WritePage(int page, ReadOnlySpan<byte> content)
    {
        space.WritePage(page, content);
        // The page starts anew: what was lost of its old content is no loss of this one.
        space.ForgetLosses(page);
    }

    /// <inheritdoc/>
    public void ReadPage(int page, Span<byte> content) => space.ReadPage(page, content);

    /// <inheritdoc/>
    public int PageOut(int firstPage, int pageCount) => space.PageOut(firstPage, pageCount);

    /// <inheritdoc/>
    public long ForetoldLosses(int page) => space.ForetoldLosses(page);

    /// <inheritdoc/>
    public RegionStatistics ReadStatistics()
    {
        PagingStatistics counted = space.ReadStatistics();
        return new RegionStatistics
        {
            MajorFaults = counted.MajorFaults,
            MinorFaults = counted.MinorFaults,
            Refaults = counted.Refaults,
            SwapOuts = counted.SwapOuts,
            StaleInstalls = counted.StaleInstalls,
            SwapIn = new SwapInLatency(
                space.Latency.Total.Snapshot(),
                space.Latency.Wait.Snapshot(),
                space.Latency.Read.Snapshot(),
                space.Latency.Install.Snapshot()
            ),
            Device = device.Memory,
            Zswap = space.ReadZswapStatistics(),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> CheckQuiescent() =>
        [.. space.CheckQuiescent(), .. device is ZramDevice zram ? zram.CheckIntegrity() : []];

    /// <summary>Frees the address space, then its device.</summary>
    public void Dispose()
    {
        space.Dispose();
        device.Dispose();
    }
}
