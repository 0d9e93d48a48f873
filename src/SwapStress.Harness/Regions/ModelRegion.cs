using SwapStress.Harness.Content;
using SwapStress.Harness.Losses;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Primitives.Locking;
using SwapStress.Store;
using SwapStress.Store.Faulty;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Regions;

/// <summary>The model's address space as a region. Owns its device.</summary>
/// <param name="space">The address space.</param>
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

    public RegionStatistics ReadStatistics()
    {
        PagingStatistics counted = space.ReadStatistics();
        return new RegionStatistics
        {
            MajorFaults = counted.MajorFaults,
            MinorFaults = counted.MinorFaults,
            Refaults = counted.Refaults,
            SwapOuts = counted.SwapOuts,
            FailedWrites = counted.SwapWriteFailures,
            Injected = flaky?.Counts,
            StaleInstalls = counted.StaleInstalls,
            SwapMapErrors = counted.SwapMapErrors,
            Events = new LossCauses(
                space.CountOf(LossCause.StaleInstall),
                space.CountOf(LossCause.OnlyCopyDropped),
                space.CountOf(LossCause.StaleWriteback),
                space.CountOf(LossCause.Overrun)
            ),
            SwapIn = new SwapInLatency(
                space.Latency.Total.Snapshot(),
                space.Latency.Wait.Snapshot(),
                space.Latency.Read.Snapshot(),
                space.Latency.Install.Snapshot()
            ),
            ChecksumErrors = device is ZramDevice { HasChecksums: true } zram ? zram.IoStat.ChecksumErrors : null,
            Device = device.Memory,
            Zswap = space.ReadZswapStatistics(),
            ZramActivity = postProcessor is null ? null : ActivityOf((ZramDevice)device),
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

    private static ZramActivity ActivityOf(ZramDevice zram)
    {
        ZramRecompressionStat recompression = zram.RecompressionStat;
        ZramBdStat backing = zram.BdStat;
        return new ZramActivity(
            recompression.Pages,
            recompression.BytesSaved,
            recompression.Incompressible,
            backing.Count,
            backing.Reads,
            backing.Writes
        );
    }
}
