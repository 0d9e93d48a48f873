using System.Diagnostics;
using SwapStress.Paging.Ghost;
using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Recording;

/// <summary>
/// Remembers the last 64 steps of each page, with their threads, and keeps them for the first pages that lose data.
/// Like ghost state it is read by no decision of the model. Recording allocates nothing and waits for nobody.
/// </summary>
internal sealed unsafe class FlightRecorder : IDisposable
{
    /// <summary>Losses that are kept for a region.</summary>
    public const int LossesMax = 3;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _pageCount;
    private readonly ContentFormat _format;
    private readonly FlightRings _rings;
    private readonly SlotVisits _visits;
    private readonly Overrunners _overrunners = new();
    private readonly NativeBlock _captureBlock;

    /// <summary>The last of them takes the first loss whose ring has forgotten how it began.</summary>
    private readonly LossCapture[] _captures = new LossCapture[LossesMax + 1];
    private readonly int[] _lostPages = new int[LossesMax];
    private int _losses;
    private int _truncatedLosses;

    public FlightRecorder(int pageCount, uint slotCount)
    {
        _pageCount = pageCount;
        _format = new ContentFormat(pageCount);
        _rings = new FlightRings(pageCount);
        _visits = new SlotVisits(slotCount);
        const int captureLength = LossCapture.RingsMax * FlightRings.RingLength;
        _captureBlock = new NativeBlock((LossesMax + 1) * captureLength * PackedFlightEvent.SizeBytes);
        for (int i = 0; i < _captures.Length; i++)
            _captures[i] = new LossCapture(
                (PackedFlightEvent*)_captureBlock.Start + (i * captureLength),
                _format,
                page => LastVersion(page)
            );
    }

    /// <summary>Tells a page's last version.</summary>
    public Func<int, long> LastVersion { get; set; } = static _ => 0;

    /// <summary>
    /// The losses kept, in the order in which they happened: those whose losing fault is there from its begin, or else
    /// one that is not.
    /// </summary>
    public IReadOnlyList<LossWindow> Windows()
    {
        LossWindow[] windows = [.. _captures.Take(LossesMax).Select(capture => capture.Read()).OfType<LossWindow>()];
        return windows.Length == 0 && _captures[LossesMax].Read() is { } truncated ? [truncated] : windows;
    }

    /// <summary>What the rings of all pages have, in the order of time; steps that are recorded meanwhile may be left out.</summary>
    public IReadOnlyList<FlightEvent> Trace()
    {
        using var block = new NativeBlock(FlightRings.RingLength * PackedFlightEvent.SizeBytes);
        var copy = (PackedFlightEvent*)block.Start;
        var rings = new List<IReadOnlyList<FlightEvent>>();
        for (int page = 0; page < _pageCount; page++)
            rings.Add(FlightRings.Unpack(page, LastVersion(page), _rings.Copy(page, copy), copy));
        return FlightMerge.Merge(rings);
    }

    /// <summary>A step of the calling thread, now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="slot">The slot, or 0.</param>
    /// <param name="content">The content that the step had in hand, or 0.</param>
    /// <param name="counter">Word 0 of the frame, or 0.</param>
    public void Record(int page, FlightEventKind kind, uint slot = 0, long content = 0, ulong counter = 0) =>
        RecordAt(Stopwatch.GetTimestamp(), page, kind, slot, content, counter);

    /// <summary>A step at which the clock has just been read.</summary>
    public void RecordAt(
        long timestamp,
        int page,
        FlightEventKind kind,
        uint slot = 0,
        long content = 0,
        ulong counter = 0
    ) =>
        _rings.Add(
            page,
            timestamp - _start,
            kind,
            slot,
            // Version 0: the content of no page, or of another one.
            content != 0
            && _format.PageOf(content) == page
                ? _format.VersionOf(content)
                : 0,
            counter
        );

    /// <summary>A step with a folio whose page only its content tells.</summary>
    public void RecordContent(FlightEventKind kind, uint slot, long content)
    {
        if (content != 0)
            Record(_format.PageOf(content), kind, slot, content);
    }

    /// <summary>A step with a slot that belongs to whom it was last allocated for.</summary>
    public void RecordSlot(FlightEventKind kind, uint slot)
    {
        if (_visits.Owner(slot) is >= 0 and int page)
            Record(page, kind, slot);
    }

    /// <summary>The page's folio got the slot.</summary>
    public void RecordAllocation(int page, uint slot)
    {
        _visits.Allocated(slot, page);
        Record(page, FlightEventKind.SlotAllocated, slot);
    }

    /// <summary>A fault is about to read the slot for the page, whoever's the slot is.</summary>
    public void RecordReadBegin(int page, uint slot)
    {
        _visits.Visited(slot, page);
        Record(page, FlightEventKind.ReadBegin, slot);
    }

    /// <summary>That read has ended.</summary>
    public void RecordReadEnd(long timestamp, int page, uint slot, long content, ulong counter)
    {
        bool foreign = content != 0 && _format.PageOf(content) != page;
        RecordAt(
            timestamp,
            page,
            foreign ? FlightEventKind.ReadEndForeign : FlightEventKind.ReadEnd,
            slot,
            content,
            foreign ? (ulong)_format.PageOf(content) : counter
        );
    }

    /// <summary>The device wrote the page with more than its object has room for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="overrun">The device's number of this overrun.</param>
    public void RecordOverrun(int page, uint slot, long overrun)
    {
        Record(page, FlightEventKind.Overrun, slot, counter: (ulong)overrun);
        _overrunners.Add(overrun, page);
    }

    /// <summary>zswap gave the slot's content to a fault on the page.</summary>
    public void RecordZswapLoad(long timestamp, int page, uint slot, long content, bool dropped)
    {
        int owner = _format.PageOf(content);
        if (content == 0 || owner == page || !dropped)
            RecordAt(
                timestamp,
                page,
                dropped ? FlightEventKind.ZswapDropped : FlightEventKind.ZswapLoaded,
                slot,
                content
            );
        else
            // It matters to the owner, whose ring will be looked at when the entry is missed.
            RecordAt(timestamp, owner, FlightEventKind.ZswapDroppedForeign, slot, content, (ulong)page);
    }

    /// <summary>
    /// The calling thread has just recorded the step by which the page loses: keeps what led to it, if it is one of
    /// the first pages that do. The page-table lock is held, so no other install of the page can come between.
    /// </summary>
    public void KeepLossLocked(in Loss loss)
    {
        int page = loss.Page;
        int overrunPage = loss.Overrun == 0 ? -1 : _overrunners.PageOf(loss.Overrun);
        if (!IsWorthKeeping(in loss, overrunPage))
            return;
        int known = Volatile.Read(ref _losses);
        if (known >= LossesMax || _lostPages.AsSpan(0, known).Contains(page + 1))
            return;
        int index = LossesMax;
        if (IsWholeStory(in loss, overrunPage))
        {
            index = Interlocked.Increment(ref _losses) - 1;
            if (index >= LossesMax)
                return;
            _lostPages[index] = page + 1;
        }
        else if (Interlocked.Exchange(ref _truncatedLosses, 1) != 0)
        {
            return;
        }
        _captures[index].Fill(in loss, overrunPage, _rings, _visits);
    }

    /// <summary>Whether the losing fault is there from its begin; and of an overrun, the write that it happened in.</summary>
    private bool IsWholeStory(in Loss loss, int overrunPage) =>
        (loss.Slot == 0 || _rings.HasOwn(loss.Page, FlightEventKind.FaultBegin))
        && (
            loss.Overrun == 0
            || overrunPage == loss.Page
            || (
                overrunPage >= 0
                && _rings.HasBefore(
                    overrunPage,
                    FlightEventKind.WriteBegin,
                    FlightEventKind.Overrun,
                    PackedFlightEvent.CounterOf(loss.Overrun)
                )
            )
        );

    /// <summary>
    /// Old bytes whose counter is right are no loss; neither are those of a write that had not quite ended, nor a page
    /// whose own write was too long, if it came back whole.
    /// </summary>
    private static bool IsWorthKeeping(in Loss loss, int overrunPage) =>
        loss.IsUnreadable
        || loss.LostUpdates != 0
        || (loss.InstalledPage >= 0 && loss.InstalledPage != loss.Page)
        || (loss.WasDamaged && overrunPage != loss.Page);

    public void Dispose()
    {
        _rings.Dispose();
        _visits.Dispose();
        _captureBlock.Dispose();
    }
}
