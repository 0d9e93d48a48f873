using SwapStress.Paging.Folios;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Reclaim;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Tables;
using SwapStress.Store;

namespace SwapStress.Paging;

/// <summary>The parts of one address space, which faults and reclaim work on (<c>mm_struct</c>, loosely).</summary>
internal sealed class Mm : IDisposable
{
    public Mm(int pageCount, int frameCount, SwapDevice device, long tickNs)
    {
        TickNs = tickNs;
        PageTable = new PageTable(pageCount);
        Folios = new FolioTable(frameCount);
        Ghost = new GhostOracle(pageCount, device.SlotCount);
        Swap = new SwapArea(device, Folios, Ghost);
        Inactive = new InactiveList(frameCount);
    }

    public PageTable PageTable { get; }

    public FolioTable Folios { get; }

    public SwapArea Swap { get; }

    /// <summary>Folios that reclaim finds no PTE for.</summary>
    public InactiveList Inactive { get; }

    public GhostOracle Ghost { get; }

    public PagingCounters Counters { get; } = new();

    public SwapInLatency Latency { get; } = new();

    /// <summary>Length of a timer tick in nanoseconds.</summary>
    public long TickNs { get; }

    public void Dispose()
    {
        Swap.Dispose();
        Ghost.Dispose();
        Folios.Dispose();
        PageTable.Dispose();
    }
}
