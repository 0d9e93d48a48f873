using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Reclaim;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Tables;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;
using SwapStress.Store;

namespace SwapStress.Paging;

/// <summary>The parts of one address space, which faults and reclaim work on (<c>mm_struct</c>, loosely).</summary>
internal sealed class Mm : IDisposable
{
    public Mm(int pageCount, int frameCount, SwapDevice device, long tickNs, SlotScan scan, bool hasRecorder)
    {
        TickNs = tickNs;
        PageTable = new PageTable(pageCount);
        Folios = new FolioTable(frameCount);
        Recorder = hasRecorder ? new FlightRecorder(pageCount, device.SlotCount) : null;
        Ghost = new GhostOracle(pageCount, device.SlotCount) { Recorder = Recorder };
        if (Recorder is { } recorder)
            recorder.LastVersion = Ghost.LastVersion;
        Swap = new SwapArea(device, Folios, Ghost, scan) { Recorder = Recorder };
        Inactive = new InactiveList(frameCount);
        ZswapGhost = new ZswapGhost(this);
        Writer = new SlotWriter(this);
    }

    public PageTable PageTable { get; }

    public FolioTable Folios { get; }

    public SwapArea Swap { get; }

    /// <summary>Folios that reclaim finds no PTE for.</summary>
    public InactiveList Inactive { get; }

    /// <summary>Writes folios to the device, for reclaim and for zswap.</summary>
    public SlotWriter Writer { get; }

    public GhostOracle Ghost { get; }

    public ZswapGhost ZswapGhost { get; }

    /// <summary>Remembers the last steps of each page; null where that is off.</summary>
    public FlightRecorder? Recorder { get; }

    /// <summary>The compressed cache in front of the device, or null without one.</summary>
    public ZswapCache? Zswap { get; private set; }

    /// <summary>Its way to the device; null without one.</summary>
    public ZswapWriteback? ZswapWriteback { get; private set; }

    /// <summary>
    /// Its shrinker; null without one, and in the explorer, where a thread of the program writes back.
    /// </summary>
    public ZswapShrinker? ZswapShrinker { get; private set; }

    /// <summary>
    /// The folios of swap-ins that skip the swap cache, from before they are read; null without zswap. The kernel
    /// always has them on its LRU. Reclaim can do nothing with them but lock them for a moment, and where the slot
    /// still has the page that costs a fault and no more; so they are listed only where it can cost data.
    /// </summary>
    public InactiveList? Private { get; private set; }

    public ParkingPlaces Parking { get; } = new();

    public PerProcessorCounters<PagingEvent> Counters { get; } = new();

    public SwapInLatency Latency { get; } = new();

    /// <summary>Length of a timer tick in nanoseconds.</summary>
    public long TickNs { get; }

    /// <summary>Puts zswap in front of the device; before the first fault.</summary>
    public void AddZswap(ZswapOptions options, int threadCount, SwapCacheClaim claim)
    {
        var zswap = new ZswapCache(options, PageTable.PageCount, Swap.Device.SlotCount, threadCount, Folios);
        ZswapWriteback = new ZswapWriteback(this, zswap, claim, options);
        if (!SchedulePoint.IsControlled)
        {
            ZswapShrinker = new ZswapShrinker(ZswapWriteback.Shrink);
            zswap.QueueShrink = ZswapShrinker.Queue;
        }
        Private = new InactiveList(Folios.FrameCount);
        Zswap = zswap;
        Swap.Zswap = zswap;
    }

    /// <summary>Puts everything where it was in the beginning. No page, folio, slot or entry may be in use.</summary>
    public void Rewind()
    {
        Inactive.Clear();
        Private?.Clear();
        Folios.Rewind();
        Swap.Allocator.Rewind();
        Zswap?.Rewind();
        Ghost.Rewind();
        ZswapGhost.Rewind();
    }

    public void Dispose()
    {
        ZswapShrinker?.Dispose();
        Writer.Dispose();
        Zswap?.Dispose();
        Swap.Dispose();
        Ghost.Dispose();
        Folios.Dispose();
        PageTable.Dispose();
        Recorder?.Dispose();
    }
}
