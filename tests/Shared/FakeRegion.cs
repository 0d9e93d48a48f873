using System.Diagnostics;
using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging.Recording;
using SwapStress.Primitives;
using SwapStress.Primitives.Latency;

namespace SwapStress.Testing;

/// <summary>A loss that a test orders: the first updates of a page in a round are dropped.</summary>
/// <param name="Round">Number of the round, from 0.</param>
/// <param name="Page">The page.</param>
/// <param name="Updates">Updates to drop.</param>
/// <param name="Foretold">What the oracle says about them; null for the truth.</param>
internal sealed record ForcedLoss(int Round, int Page, int Updates, long? Foretold = null);

/// <summary>
/// Plain memory, never paged out though each addition counts as a way out and in, that loses exactly what a test orders, whatever the threads do. A round begins each
/// time page 0 is written.
/// </summary>
internal sealed class FakeRegion(int pageCount, params ForcedLoss[] losses) : IRegion
{
    private readonly byte[][] _pages = Enumerable.Range(0, pageCount).Select(_ => new byte[PageSize.Bytes]).ToArray();
    private readonly LatencyHistogram _latency = new();
    private readonly int[] _dropped = new int[pageCount];
    private int _round = -1;
    private long _pageOuts;
    private long _firstLoss;

    public int PageCount => pageCount;

    public long FirstLossTimestamp => Volatile.Read(ref _firstLoss);

    public void ForgetFirstLoss() => Volatile.Write(ref _firstLoss, 0);

    public bool IsDisposed { get; private set; }

    /// <summary>Called before each addition.</summary>
    public Action<int>? BeforeAdd { get; set; }

    /// <summary>What a worker reads as the stamp, in place of what is there.</summary>
    public Func<int, ulong, ulong>? SeenStamp { get; set; }

    /// <summary>What the check reads as a page, changed in place.</summary>
    public Action<int, Memory<byte>>? BeforeRead { get; set; }

    /// <summary>Called before a page is written anew.</summary>
    public Action<int>? BeforeWrite { get; set; }

    /// <summary>Whether reads of a device would take their delay now.</summary>
    public bool IsDelayed { get; private set; } = true;

    public void DelayReads(bool isOn) => IsDelayed = isOn;

    /// <summary>The oracle's events on a page, in place of one stale install for each dropped update.</summary>
    public Func<int, LossCauses>? Causes { get; set; }

    /// <summary>Whether somebody foretells its losses, as in the model; nobody does in a kernel.</summary>
    public bool HasOracle { get; init; } = true;

    /// <summary>Whether it counts as swapped at all.</summary>
    public bool IsSwapped { get; set; } = true;

    public IReadOnlyList<string> Violations { get; set; } = [];

    public IReadOnlyList<LossWindow> LossWindows { get; set; } = [];

    public ulong FetchAdd(int page, out ulong stamp) => Add(page, out stamp, out _);

    public ulong FetchAddFill(int page, ulong key, out ulong stamp)
    {
        ulong before = Add(page, out stamp, out bool dropped);
        if (!dropped)
            FillLine.Write(MemoryMarshal.Cast<byte, ulong>(_pages[page].AsSpan()), page, key, before);
        return before;
    }

    public ulong Read(int page, int word) => MemoryMarshal.Cast<byte, ulong>(_pages[page].AsSpan())[word];

    public void WritePage(int page, ReadOnlySpan<byte> content)
    {
        BeforeWrite?.Invoke(page);
        if (page == 0)
            Interlocked.Increment(ref _round);
        content.CopyTo(_pages[page]);
        _dropped[page] = 0;
    }

    public void ReadPage(int page, Span<byte> content)
    {
        BeforeRead?.Invoke(page, _pages[page]);
        _pages[page].CopyTo(content);
    }

    public void PageOut(int firstPage, int pageCount) => Interlocked.Increment(ref _pageOuts);

    public RegionStatistics ReadStatistics()
    {
        HistogramSnapshot latency = _latency.Snapshot();
        return RegionStatistics.ZeroOf(HasOracle ? FakeRegions.None : StrategyInfo.Kernel) with
        {
            MajorFaults = IsSwapped ? latency.Count : 0,
            SwapOuts = Interlocked.Read(ref _pageOuts) + (IsSwapped ? latency.Count : 0),
            SwapIn = HasOracle
                ? new SwapInLatency(latency, latency, latency, latency)
                : SwapInLatency.Empty with
                {
                    Total = latency,
                },
        };
    }

    public long? ForetoldLosses(int page) =>
        !HasOracle ? null
        : LossOf(page) is { } loss ? loss.Foretold ?? Math.Min(loss.Updates, _dropped[page])
        : 0;

    public LossCauses? CausesOf(int page) =>
        !HasOracle
            ? null
            : Causes?.Invoke(page)
                ?? new LossCauses(LossOf(page) is { } loss ? Math.Min(loss.Updates, _dropped[page]) : 0, 0, 0, 0);

    public IReadOnlyList<string> CheckQuiescent() => Violations;

    public void Dispose() => IsDisposed = true;

    private ulong Add(int page, out ulong stamp, out bool dropped)
    {
        BeforeAdd?.Invoke(page);
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(_pages[page].AsSpan());
        stamp = SeenStamp?.Invoke(page, words[1]) ?? words[1];
        _latency.Record(0, 1_000);
        dropped = LossOf(page) is { } loss && Interlocked.Increment(ref _dropped[page]) <= loss.Updates;
        if (!dropped)
            return Interlocked.Increment(ref words[0]) - 1;
        Interlocked.CompareExchange(ref _firstLoss, Stopwatch.GetTimestamp(), 0);
        return Volatile.Read(ref words[0]);
    }

    private ForcedLoss? LossOf(int page) =>
        losses.FirstOrDefault(loss => loss.Page == page && loss.Round == Volatile.Read(ref _round));
}
