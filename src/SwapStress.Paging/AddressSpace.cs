using System.Diagnostics;
using System.Runtime.CompilerServices;
using SwapStress.Paging.Fault;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Reclaim;
using SwapStress.Paging.Recording;
using SwapStress.Paging.Statistics;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Tables;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;
using SwapStress.Store;

namespace SwapStress.Paging;

/// <summary>
/// A region of anonymous memory whose pages live in frames or on a swap device. Any number of threads may access it
/// and page it out at once; each access translates, pins, works and unpins as a processor does with its TLB.
/// </summary>
internal sealed unsafe class AddressSpace : IDisposable
{
    /// <summary>One swap-in in so many is timed in its parts; a power of two.</summary>
    private const int PhaseSampling = 8;

    /// <summary>Pages in transition of which all steps are told.</summary>
    private const int StuckPagesMax = 8;

    private readonly Mm _mm;
    private readonly PageTable _pageTable;
    private readonly byte* _frames;
    private readonly MarkerFault _markerFault;
    private readonly SwapFault _swapFault;
    private readonly AnonymousFault _anonymousFault;
    private readonly WriteProtectFault _writeProtectFault;
    private readonly Reclaimer _reclaimer;
    private readonly Zapper _zapper;
    private readonly bool _timesSwapIns;

    /// <summary>An empty region over a device, which stays the caller's to dispose of, after this.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No pages, no ticks, or too many frames.</exception>
    /// <exception cref="OutOfMemoryException">The host refuses the address space.</exception>
    public AddressSpace(AddressSpaceOptions options, SwapDevice device)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Hz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.IoThreads);
        Sync = options.Sync;
        _timesSwapIns = options.TimesSwapIns;
        // Every mapped page, every slot's folio in the swap cache, and two for each thread in a fault.
        int frames = checked(
            options.PageCount + (options.CachedFoliosMax ?? (int)device.SlotCount) + (2 * options.ThreadCount) + 64
        );
        _mm = new Mm(
            options.PageCount,
            frames,
            device,
            1_000_000_000L / options.Hz,
            options.SlotScan,
            options.FlightRecorder
        );
        _pageTable = _mm.PageTable;
        _frames = _mm.Folios.Frame(0);
        _writeProtectFault = new WriteProtectFault(_mm);
        var reader = new SlotReader(_mm);
        _markerFault = new MarkerFault(_mm, reader);
        var claim = new SwapCacheClaim(_mm, Sync);
        _swapFault = new SwapFault(_mm, Sync, reader, claim, _writeProtectFault, _markerFault);
        _anonymousFault = new AnonymousFault(_mm);
        _reclaimer = new Reclaimer(_mm);
        _zapper = new Zapper(_mm);
        _mm.Swap.NeedsStableWrites = device.NeedsStableWrites && options.StableWrites;
        if (options.IoThreads > 0)
            _mm.Writer.AddIoThreads(options.IoThreads);
        if (options.Zswap is { } zswap)
            _mm.AddZswap(zswap, options.ThreadCount, claim);
    }

    /// <summary>Pages of the region.</summary>
    public int PageCount => _pageTable.PageCount;

    /// <summary>How swap-ins are synchronised.</summary>
    public SwapInSync Sync { get; }

    /// <summary>How long swap-ins have taken.</summary>
    public SwapInLatency Latency => _mm.Latency;

    /// <summary>Installs that did not map their page's newest content: the first 64 (ghost).</summary>
    public IReadOnlyList<StaleInstall> StaleInstalls => _mm.Ghost.Records();

    /// <summary>
    /// When a stale install first undid an update since <see cref="ForgetFirstLoss"/> (a Stopwatch timestamp), or 0
    /// (ghost).
    /// </summary>
    public long FirstLossTimestamp => _mm.Ghost.FirstLossTimestamp;

    /// <summary>Waits for a first loss anew (ghost); only while nobody uses the region.</summary>
    public void ForgetFirstLoss() => _mm.Ghost.ForgetFirstLoss();

    /// <summary>When zswap lost a page's data: the first 64 (ghost).</summary>
    public IReadOnlyList<ZswapGhostEvent> ZswapGhostEvents => _mm.ZswapGhost.Records();

    /// <summary>
    /// What led to the first losses, of three pages at most; empty without <see cref="AddressSpaceOptions.FlightRecorder"/>.
    /// </summary>
    public IReadOnlyList<LossWindow> LossWindows => _mm.Recorder?.Windows() ?? [];

    internal Mm Mm => _mm;

    /// <summary>Adds to the counter of a page (its word 0), and reads its stamp (word 1) in the same access.</summary>
    /// <param name="page">The page.</param>
    /// <param name="value">What to add.</param>
    /// <param name="stamp">Word 1.</param>
    /// <returns>The counter before.</returns>
    /// <exception cref="PageReadException">The device cannot read the page.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong FetchAdd(int page, ulong value, out ulong stamp)
    {
        ref ulong word = ref _pageTable.Word(page);
        ulong* frame = (ulong*)PinForWrite(ref word, page);
        SchedulePoint.Before(StepKind.Access, page);
        ulong before = Interlocked.Add(ref *frame, value) - value;
        stamp = Volatile.Read(ref frame[1]);
        Unpin(ref word, page);
        return before;
    }

    /// <summary>
    /// Makes a page present and writable and holds it until the result is disposed of: one access with as many loads
    /// and stores as its caller needs. Meanwhile the caller touches no other page of the region.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <exception cref="PageReadException">The device cannot read the page.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PinnedPage PinForWriting(int page)
    {
        ref ulong word = ref _pageTable.Word(page);
        byte* frame = PinForWrite(ref word, page);
        SchedulePoint.Before(StepKind.Access, page);
        return new PinnedPage(ref word, page, frame);
    }

    /// <summary>Reads a word of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="index">The word, from 0 to 511.</param>
    /// <exception cref="PageReadException">The device cannot read the page.</exception>
    public ulong Read(int page, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)PageSize.Words);
        ref ulong word = ref _pageTable.Word(page);
        ulong* frame = (ulong*)PinForRead(ref word, page);
        SchedulePoint.Before(StepKind.Access, page);
        ulong value = Volatile.Read(ref frame[index]);
        Unpin(ref word, page);
        return value;
    }

    /// <summary>Overwrites a page in one access.</summary>
    /// <param name="page">The page.</param>
    /// <param name="content">Exactly one page.</param>
    /// <exception cref="PageReadException">The device cannot read the page, which comes first.</exception>
    public void WritePage(int page, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(content.Length, PageSize.Bytes);
        ref ulong word = ref _pageTable.Word(page);
        byte* frame = PinForWrite(ref word, page);
        SchedulePoint.Before(StepKind.Access, page);
        content.CopyTo(new Span<byte>(frame, PageSize.Bytes));
        Unpin(ref word, page);
    }

    /// <summary>Copies a page out in one access.</summary>
    /// <param name="page">The page.</param>
    /// <param name="content">Exactly one page.</param>
    /// <exception cref="PageReadException">The device cannot read the page.</exception>
    public void ReadPage(int page, Span<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(content.Length, PageSize.Bytes);
        ref ulong word = ref _pageTable.Word(page);
        byte* frame = PinForRead(ref word, page);
        SchedulePoint.Before(StepKind.Access, page);
        new ReadOnlySpan<byte>(frame, PageSize.Bytes).CopyTo(content);
        Unpin(ref word, page);
    }

    /// <summary>Writes a range to swap and frees its frames, where they are not in use (MADV_PAGEOUT).</summary>
    /// <returns>
    /// Pages whose frames were freed. With I/O threads those that are only on their way to the device are not among
    /// them: a later call frees them.
    /// </returns>
    public int PageOut(int firstPage, int pageCount)
    {
        CheckRange(firstPage, pageCount);
        return _reclaimer.PageOut(firstPage, pageCount);
    }

    /// <summary>Forgets the content of a range, in frames and in swap (MADV_DONTNEED); it reads as zeros afterwards.</summary>
    public void Zap(int firstPage, int pageCount)
    {
        CheckRange(firstPage, pageCount);
        _zapper.Zap(firstPage, pageCount);
    }

    /// <summary>
    /// Has zswap write its oldest entry to the device, on the calling thread: one turn of the shrinker's loop.
    /// </summary>
    /// <returns>Whether an entry was written.</returns>
    internal bool WriteBackOldest() => _mm.ZswapWriteback?.TryWriteBackOldest(out _) ?? false;

    /// <summary>Whether a page has a frame at this moment (<c>mincore</c>).</summary>
    public bool IsResident(int page) => _pageTable.Read(page).IsPresent;

    /// <summary>The slot that a page's entry names at this moment, as /proc/pid/pagemap shows it; 0 for none.</summary>
    public uint SlotOf(int page) => _pageTable.Read(page) is { Kind: PteKind.Swap } entry ? entry.Entry.Slot : 0;

    /// <summary>Counts of what has happened so far.</summary>
    public PagingStatistics ReadStatistics()
    {
        PerProcessorCounters<PagingEvent> counters = _mm.Counters;
        return new PagingStatistics(
            MajorFaults: counters.Read(PagingEvent.MajorFault),
            MinorFaults: counters.Read(PagingEvent.MinorFault),
            Refaults: counters.Read(PagingEvent.Refault),
            PinsLost: counters.Read(PagingEvent.PinLost),
            OutOfFrames: counters.Read(PagingEvent.OutOfFrames),
            WriteProtectCopies: counters.Read(PagingEvent.WriteProtectCopy),
            SwapOuts: counters.Read(PagingEvent.SwapOut),
            Reclaimed: counters.Read(PagingEvent.Reclaimed),
            ReclaimKept: counters.Read(PagingEvent.ReclaimKept),
            SwapFull: counters.Read(PagingEvent.SwapFull),
            SwapWriteFailures: counters.Read(PagingEvent.SwapWriteFailed),
            SwapReadFailures: counters.Read(PagingEvent.SwapReadFailed),
            StaleInstalls: _mm.Ghost.StaleInstalls,
            SwapMapErrors: _mm.Swap.Map.Errors.Count
        );
    }

    /// <summary>The counters of zswap, or null without it.</summary>
    public ZswapStatistics? ReadZswapStatistics() => _mm.Zswap?.ReadStatistics(_mm.ZswapGhost);

    /// <summary>
    /// Updates that stale installs have undone on a page since <see cref="ForgetLosses"/> (ghost): how far they have
    /// set its counter back, in sum.
    /// </summary>
    public long ForetoldLosses(int page)
    {
        CheckRange(page, 1);
        return _mm.Ghost.ForetoldLosses(page);
    }

    /// <summary>
    /// Installs on a page since <see cref="ForgetLosses"/> that were not its newest content and that this explains
    /// (ghost).
    /// </summary>
    public int InstallsBy(int page, LossCause cause)
    {
        CheckRange(page, 1);
        return _mm.Ghost.InstallsBy(page, cause);
    }

    /// <summary>Installs on all pages that were not the newest content and that this explains (ghost).</summary>
    public long CountOf(LossCause cause) => _mm.Ghost.CountOf(cause);

    /// <summary>
    /// Accesses to a page since <see cref="ForgetLosses"/> that failed because the device failed on purpose (ghost).
    /// </summary>
    public int InjectedErrors(int page)
    {
        CheckRange(page, 1);
        return _mm.Ghost.InjectedErrors(page);
    }

    /// <summary>Starts counting a page's foretold losses and their causes anew; only while nobody uses the region.</summary>
    public void ForgetLosses(int page)
    {
        CheckRange(page, 1);
        _mm.Ghost.ForgetLosses(page);
    }

    /// <summary>
    /// The locks that are held, and the folios, PTEs and slots that are on their way from one state to another, as lines for
    /// people. At any time; of a region that is in use it is a blurred picture.
    /// </summary>
    /// <param name="nameOf">Names the thread that holds a lock.</param>
    public IReadOnlyList<string> DescribeState(Func<LockHolder, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(nameOf);
        return new StateDump(_mm, nameOf).Write();
    }

    /// <summary>
    /// The last recorded steps, the oldest first: all that are left of a few pages in transition, and of the others the
    /// last. None without the flight recorder.
    /// </summary>
    /// <param name="count">How many of the others at most.</param>
    public IReadOnlyList<FlightEvent> LastEvents(int count)
    {
        HashSet<int> stuck = [.. StateDump.PagesInTransition(_mm).Take(StuckPagesMax)];
        IReadOnlyList<FlightEvent> all = _mm.Recorder?.Trace() ?? [];
        int others = all.Count(e => !stuck.Contains(e.Page)) - count;
        return [.. all.Where(e => stuck.Contains(e.Page) || others-- <= 0)];
    }

    /// <summary>
    /// Waits for writes that are under way, then reclaims the folios that no PTE maps: among them those that could not be
    /// read and that, as long as the swap cache has them, nobody reads again. Only while nobody uses the region.
    /// </summary>
    public void ReclaimUnmapped()
    {
        Flush();
        _reclaimer.PageOut(0, 0);
    }

    /// <summary>
    /// Accounts for every slot, folio, reference and zswap entry. Only while nobody uses the region.
    /// </summary>
    /// <returns>What does not add up, a line each; empty when all does.</returns>
    public IReadOnlyList<string> CheckQuiescent()
    {
        Flush();
        _mm.Swap.ReleaseKeptBack();
        IReadOnlyList<string> violations = new QuiescentCheck(_mm).Run();
        SwapMapErrors errors = _mm.Swap.Map.Errors;
        return errors.Count == 0 || !Sync.IsExpectedSound ? violations : [errors.Describe(), .. violations];
    }

    /// <summary>
    /// Throws all pages away and begins again as a new region would; cheaper than a new one. Only while nobody uses the
    /// region.
    /// </summary>
    /// <returns>False when a frame, a slot or a zswap entry did not come back: then the region is spoilt.</returns>
    internal bool TryRewind()
    {
        _zapper.Zap(0, PageCount);
        _reclaimer.PageOut(0, 0);
        if (
            _mm.Folios.CountFree() != _mm.Folios.FrameCount
            || _mm.Swap.Allocator.FreeSlots != _mm.Swap.Allocator.TotalSlots
            || _mm.Zswap is { Counters.StoredPages: not 0 }
        )
            return false;
        _mm.Rewind();
        return true;
    }

    /// <summary>Frees the memory of the region. Nobody may use it any more.</summary>
    public void Dispose() => _mm.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* PinForWrite(ref ulong word, int page)
    {
        while (true)
        {
            SchedulePoint.Before(StepKind.PteExchange, page);
            ulong now = Volatile.Read(ref word);
            if (!new Pte(now).IsPresentWritable)
            {
                FaultIn(page, write: true);
                continue;
            }
            // One exchange translates, pins and marks: reclaim's own exchange sees either no pin or this one.
            if (Interlocked.CompareExchange(ref word, (now + Pte.PinUnit) | Pte.AccessedForWrite, now) == now)
                return _frames + ((nuint)(uint)new Pte(now).Frame << PageSize.Shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* PinForRead(ref ulong word, int page)
    {
        while (true)
        {
            SchedulePoint.Before(StepKind.PteExchange, page);
            ulong now = Volatile.Read(ref word);
            if (!new Pte(now).IsPresent)
            {
                FaultIn(page, write: false);
                continue;
            }
            if (Interlocked.CompareExchange(ref word, (now + Pte.PinUnit) | Pte.AccessedForRead, now) == now)
                return _frames + ((nuint)(uint)new Pte(now).Frame << PageSize.Shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Unpin(ref ulong word, int page)
    {
        SchedulePoint.Before(StepKind.Unpin, page);
        Interlocked.Add(ref word, unchecked(0 - Pte.PinUnit));
    }

    /// <summary>
    /// Faults until the page can be used, at least for a moment (<c>handle_mm_fault</c> and the instruction's
    /// restart). What the access goes through in here is one swap-in in the latency figures.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FaultIn(int page, bool write)
    {
        long start = _timesSwapIns ? Stopwatch.GetTimestamp() : 0;
        var fault = new FaultContext
        {
            Page = page,
            Write = write,
            // The clock's last bits are as good as a die, and cost nothing.
            TimesPhases = _timesSwapIns && (start & (PhaseSampling - 1)) == 0,
        };
        for (bool first = true; ; first = false)
        {
            SchedulePoint.Before(StepKind.PteRead, page);
            Pte before = fault.Original;
            // Read without the lock: what is done about it is rechecked with pte_same under the lock.
            fault.Original = _pageTable.Read(page);
            if (fault.Original.IsPresent && (!write || fault.Original.IsWritable))
                break;
            if (!first)
            {
                _mm.Counters.Count(PagingEvent.Refault);
                if (fault.Original.Word != before.Word)
                    fault.Loop.Restart();
                if (!fault.HasBackedOff)
                    SchedulePoint.BackOff(StepKind.Refault, ref fault.Loop);
            }
            fault.HasBackedOff = false;
            fault.IsInVain = false;
            FaultResult result = Handle(ref fault);
            if (!fault.IsInVain || fault.Tried)
                fault.Loop.Restart();
            fault.Tried = result == FaultResult.Retry;
            if (result == FaultResult.ReadFailed)
                throw new PageReadException(page, fault.Original.Entry.Slot);
            if (result == FaultResult.OutOfFrames)
            {
                _mm.Counters.Count(PagingEvent.OutOfFrames);
                LockOrder.AssertMaySleep();
                fault.HasBackedOff = true;
                SchedulePoint.Yield(ref fault.Loop);
            }
        }
        if (fault.MetSwap && _timesSwapIns)
            RecordLatency(start, in fault);
    }

    private FaultResult Handle(ref FaultContext fault)
    {
        if (fault.Original.IsPresent)
            return _writeProtectFault.Handle(ref fault);
        if (fault.Original.IsNone)
            return _anonymousFault.Handle(ref fault);
        fault.MetSwap = true;
        if (fault.Original.IsSwapIn)
        {
            _mm.Recorder?.Record(fault.Page, FlightEventKind.MarkFound);
            return _markerFault.Wait(ref fault);
        }
        _mm.Recorder?.Record(fault.Page, FlightEventKind.FaultBegin, fault.Original.Entry.Slot);
        return _swapFault.Handle(ref fault);
    }

    private void RecordLatency(long start, in FaultContext fault)
    {
        long end = Stopwatch.GetTimestamp();
        int processor = PerProcessor.Current;
        SwapInLatency latency = _mm.Latency;
        latency.Total.Record(processor, Clock.Nanoseconds(start, end));
        if (fault.WaitNs != 0)
            latency.Wait.Record(processor, fault.WaitNs);
        if (fault.InstalledRead && fault.TimesPhases)
        {
            latency.Read.Record(processor, Clock.Nanoseconds(start, fault.ReadEnd) - fault.WaitBeforeReadEndNs);
            long waitAfterReadNs = fault.WaitNs - fault.WaitBeforeReadEndNs;
            latency.Install.Record(processor, Clock.Nanoseconds(fault.ReadEnd, end) - waitAfterReadNs);
        }
    }

    /// <summary>Waits for the threads that use the region on their own account; the shrinker writes, so it comes first.</summary>
    private void Flush()
    {
        _mm.ZswapShrinker?.Flush();
        _mm.Writer.Flush();
    }

    private void CheckRange(int firstPage, int pageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstPage);
        ArgumentOutOfRangeException.ThrowIfNegative(pageCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageCount, PageCount - firstPage);
    }
}
