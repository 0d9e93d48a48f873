using SwapStress.Harness.Content;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Losses;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives.Locking;
using SwapStress.Store;
using SwapStress.Store.Faulty;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Regions;

/// <summary>The model's address space as a region. Owns its device.</summary>
/// <param name="device">The device below it, nobody else's.</param>
/// <param name="compactor">What compacts the device in the background, nobody else's; null for none.</param>
/// <param name="postProcessor">What recompresses and writes back in the background, nobody else's; null for none.</param>
/// <param name="flaky">What the address space has in front of the device; null for nothing.</param>
internal sealed class ModelRegion(
    AddressSpace space,
    SwapDevice device,
    ZramCompactor? compactor = null,
    ZramPostProcessor? postProcessor = null,
    FlakyDevice? flaky = null
) : IRegion
{
    /// <summary>Steps that a dump of the region's state ends with.</summary>
    private const int LastEvents = 200;

    private readonly ReadDelay _readDelay = device.ReadDelay;

    public int PageCount => space.PageCount;

    public long FirstLossTimestamp => space.FirstLossTimestamp;

    public void ForgetFirstLoss() => space.ForgetFirstLoss();

    public IReadOnlyList<LossWindow> LossWindows => space.LossWindows;

    public ulong FetchAdd(int page, out ulong stamp) => space.FetchAdd(page, 1, out stamp);

    public ulong FetchAddFill(int page, ulong key, out ulong stamp)
    {
        using PinnedPage pinned = space.PinForWriting(page);
        Span<ulong> words = pinned.Words;
        ulong before = Interlocked.Increment(ref words[0]) - 1;
        FillLine.Write(words, page, key, before);
        stamp = Volatile.Read(ref words[1]);
        return before;
    }

    public ulong Read(int page, int word) => space.Read(page, word);

    public void WritePage(int page, ReadOnlySpan<byte> content)
    {
        try
        {
            space.WritePage(page, content);
        }
        catch (PageReadException)
        {
            // An access wants the old content first. Without it there is nothing left to read.
            space.Zap(page, 1);
            space.WritePage(page, content);
        }
        // The page starts anew: what was lost of its old content is no loss of this one.
        space.ForgetLosses(page);
    }

    public void ReadPage(int page, Span<byte> content) => space.ReadPage(page, content);

    public void PageOut(int firstPage, int pageCount) => space.PageOut(firstPage, pageCount);

    public long? ForetoldLosses(int page) => space.ForetoldLosses(page);

    public LossCauses? CausesOf(int page) =>
        new LossCauses(
            space.InstallsBy(page, LossCause.StaleInstall),
            space.InstallsBy(page, LossCause.OnlyCopyDropped),
            space.InstallsBy(page, LossCause.StaleWriteback),
            space.InstallsBy(page, LossCause.Overrun)
        );

    public int InjectedErrors(int page) => space.InjectedErrors(page);

    public void InjectFailures(bool isOn)
    {
        if (flaky is null)
            return;
        flaky.IsOn = isOn;
        // What could not be read stays unreadable in the swap cache until it is reclaimed.
        if (!isOn)
            space.ReclaimUnmapped();
    }

    public void DelayReads(bool isOn) => device.ReadDelay = isOn ? _readDelay : ReadDelay.None;

    public Tally ReadStatistics()
    {
        PagingStatistics counted = space.ReadStatistics();
        FlakyCounts? injected = flaky?.Counts;
        ZswapStatistics? zswap = space.ReadZswapStatistics();
        var zram = device as ZramDevice;
        // Nothing is done in the background where there is nothing to do.
        ZramRecompressionStat? recompression = postProcessor is null ? null : zram?.RecompressionStat;
        ZramBdStat? backing = postProcessor is null ? null : zram?.BdStat;
        return new Tally
        {
            Counters = new Counters
            {
                [Counter.MajorFaults] = counted.MajorFaults,
                [Counter.Refaults] = counted.Refaults,
                [Counter.MinorFaults] = counted.MinorFaults,
                [Counter.SwapOuts] = counted.SwapOuts,
                [Counter.FailedWrites] = counted.SwapWriteFailures,
                [Counter.InjectedReadErrors] = injected?.ReadErrors,
                [Counter.InjectedWriteErrors] = injected?.WriteErrors,
                [Counter.InjectedNoSpace] = injected?.NoSpace,
                [Counter.InjectedSlowReads] = injected?.SlowReads,
                [Counter.StaleInstalls] = counted.StaleInstalls,
                [Counter.SwapMapErrors] = counted.SwapMapErrors,
                [Counter.EventStaleInstall] = space.CountOf(LossCause.StaleInstall),
                [Counter.EventOnlyCopyDropped] = space.CountOf(LossCause.OnlyCopyDropped),
                [Counter.EventStaleWriteback] = space.CountOf(LossCause.StaleWriteback),
                [Counter.EventOverrun] = space.CountOf(LossCause.Overrun),
                [Counter.ChecksumErrors] = zram is { HasChecksums: true } ? zram.IoStat.ChecksumErrors : null,
                [Counter.ZswapPoolLimitHit] = zswap?.PoolLimitHit,
                [Counter.ZswapRejectReclaimFail] = zswap?.RejectReclaimFail,
                [Counter.ZswapRejectAllocFail] = zswap?.RejectAllocFail,
                [Counter.ZswapRejectCompressFail] = zswap?.RejectCompressFail,
                [Counter.ZswapRejectCompressPoor] = zswap?.RejectCompressPoor,
                [Counter.ZswapWrittenBackPages] = zswap?.WrittenBackPages,
                [Counter.ZswapPoolTotalSize] = zswap?.PoolTotalSize,
                [Counter.ZswapStoredPages] = zswap?.StoredPages,
                [Counter.ZswapSameFilledPages] = zswap?.SameFilledPages,
                [Counter.ZswapStores] = zswap?.Stores,
                [Counter.ZswapLoads] = zswap?.Loads,
                [Counter.ZswapOnlyCopiesDropped] = zswap?.OnlyCopiesDropped,
                [Counter.ZswapStaleWritebacks] = zswap?.StaleWritebacks,
                [Counter.RecompressedPages] = recompression?.Pages,
                [Counter.RecompressedBytesSaved] = recompression?.BytesSaved,
                [Counter.IncompressiblePages] = recompression?.Incompressible,
                [Counter.BdCount] = backing?.Count,
                [Counter.BdReads] = backing?.Reads,
                [Counter.BdWrites] = backing?.Writes,
            }.With(StoreCounters.Of(device.Memory)),
            Latencies = new Latencies
            {
                [Latency.Total] = space.Latency.Total.Snapshot(),
                [Latency.Wait] = space.Latency.Wait.Snapshot(),
                [Latency.Read] = space.Latency.Read.Snapshot(),
                [Latency.Install] = space.Latency.Install.Snapshot(),
            },
        };
    }

    public IReadOnlyList<SizeClassStatistics> ReadSizeClasses() => (device as ZramDevice)?.Pool.Statistics() ?? [];

    public IReadOnlyList<string> DescribeState(Func<LockHolder, string> nameOf) =>
        [.. space.DescribeState(nameOf), .. EventText.List(space.LastEvents(LastEvents))];

    public IReadOnlyList<string> CheckQuiescent()
    {
        // It holds slots and has zspages out of their lists while it works.
        compactor?.Pause();
        try
        {
            return postProcessor?.WhilePaused(CheckAll) ?? CheckAll();
        }
        finally
        {
            compactor?.Resume();
        }
    }

    /// <summary>Frees the address space, then its device.</summary>
    public void Dispose()
    {
        compactor?.Dispose();
        postProcessor?.Dispose();
        space.Dispose();
        device.Dispose();
    }

    private IReadOnlyList<string> CheckAll() => [.. space.CheckQuiescent(), .. device.CheckIntegrity()];
}
