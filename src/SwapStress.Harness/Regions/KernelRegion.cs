using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Limits;
using SwapStress.Primitives;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Regions;

/// <summary>
/// The running kernel's own paging as a region: real loads and stores to anonymous memory, MADV_PAGEOUT, the system's
/// swap. It has no oracle. A slot that the device cannot read is SIGBUS, which ends the process, as it ends the original
/// reproducer.
/// </summary>
/// <param name="swap">The system's swap, for its memory; null for none.</param>
internal sealed unsafe class KernelRegion(int pageCount, HostSwap? swap) : IRegion
{
    /// <summary>
    /// No processor takes a fault and returns in less. A slower access is one swap-in if the kernel has counted a fault
    /// of the thread meanwhile, which takes a system call to find out.
    /// </summary>
    private const long FaultNsMin = 250;

    private readonly AnonymousMapping _mapping = new(pageCount);
    private readonly HostFiles _files = new();
    private readonly LatencyHistogram _swapIns = new();

    public int PageCount => pageCount;

    public long FirstLossTimestamp => 0;

    public ulong FetchAdd(int page, out ulong stamp)
    {
        ulong* words = (ulong*)_mapping.Page(page);
        long start = Stopwatch.GetTimestamp();
        ulong before = Interlocked.Increment(ref *words) - 1;
        stamp = Volatile.Read(ref words[1]);
        NoteAccess(start);
        return before;
    }

    public ulong FetchAddFill(int page, ulong key, out ulong stamp)
    {
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(_mapping.Content(page));
        long start = Stopwatch.GetTimestamp();
        ulong before = Interlocked.Increment(ref words[0]) - 1;
        FillLine.Write(words, page, key, before);
        stamp = Volatile.Read(ref words[1]);
        NoteAccess(start);
        return before;
    }

    public ulong Read(int page, int word)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)word, (uint)PageSize.Words);
        return Volatile.Read(ref ((ulong*)_mapping.Page(page))[word]);
    }

    public void WritePage(int page, ReadOnlySpan<byte> content) => content.CopyTo(_mapping.Content(page));

    public void ReadPage(int page, Span<byte> content) => _mapping.Content(page).CopyTo(content);

    /// <summary>Pages out a range by MADV_PAGEOUT.</summary>
    /// <exception cref="EnvironmentException">The swap is gone, or the kernel refuses.</exception>
    public void PageOut(int firstPage, int pageCount)
    {
        _mapping.PageOut(firstPage, pageCount);
        // Once a sweep: looking takes as long as paging a page out.
        if (pageCount == PageCount)
            swap?.ThrowIfGone((long)PageCount << PageSize.Shift);
    }

    /// <summary>
    /// Counters of the kernel. Faults are those of the whole process, swap-outs those of the whole system: run nothing
    /// else that swaps.
    /// </summary>
    public Tally ReadStatistics()
    {
        HostFaults faults = HostFaults.Read(_files);
        return new Tally
        {
            Counters = new Counters
            {
                [Counter.MajorFaults] = faults.MajorFaults,
                [Counter.MinorFaults] = faults.MinorFaults,
                [Counter.SwapOuts] = faults.SwapOuts,
            }.With(StoreCounters.Of(swap?.ReadMemory())),
            Latencies = new Latencies { [Latency.Total] = _swapIns.Snapshot() },
        };
    }

    /// <summary>Null: nobody foretells what a kernel loses.</summary>
    public long? ForetoldLosses(int page) => null;

    /// <summary>Null: nobody records what a kernel does.</summary>
    public LossCauses? CausesOf(int page) => null;

    /// <summary>Empty: a kernel's slots and folios are not accounted for from outside.</summary>
    public IReadOnlyList<string> CheckQuiescent() => [];

    /// <summary>Unmaps the memory.</summary>
    public void Dispose() => _mapping.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteAccess(long start)
    {
        long elapsed = Stopwatch.GetTimestamp() - start;
        if (elapsed >= FaultNsMin)
            NoteSlowAccess(elapsed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteSlowAccess(long elapsed)
    {
        // Stopwatch counts nanoseconds on Linux.
        if (ThreadFaults.HaveRisen())
            _swapIns.Record(elapsed);
    }
}
