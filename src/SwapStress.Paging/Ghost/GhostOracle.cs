using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using SwapStress.Paging.Folios;
using SwapStress.Paging.Recording;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Ghost;

/// <summary>
/// Ghost state: knows which content is each page's newest and tells when a fault installs an older one. No decision
/// of the model reads it; it writes nothing but its own words.
/// </summary>
/// <remarks>
/// A content is a page and a version. A page's version rises when the page is unmapped dirty: from then on every
/// older copy, in a slot or in a folio that somebody still holds, is stale. A slot's content is void from its
/// allocation, and while a write is under way, until the write has ended. A reader notes the slot's content before
/// it reads; if that is not the page's newest when its folio is installed, the install is stale.
/// This is finer than a number for each allocation of a slot: it also sees a slot that is read after it was
/// allocated again but before it was written, and one that is rewritten without a new allocation.
/// <para>
/// The oracle also keeps the counter (word 0) of the newest content, so that a stale install foretells exactly how
/// many updates it loses. What the counters show at the end must agree, page by page.
/// </para>
/// </remarks>
internal sealed unsafe class GhostOracle : IDisposable
{
    private const int RecordsMax = 64;

    /// <summary>Bytes that are kept for a page of the region.</summary>
    public static readonly int BytesPerPage = sizeof(GhostPage);

    /// <summary>Bytes that are kept for a slot.</summary>
    public const int BytesPerSlot = sizeof(long);

    private readonly NativeBlock _pageBlock;
    private readonly NativeBlock _slotBlock;
    private readonly GhostPage* _pages;
    private readonly long* _slots;
    private readonly FirstRecords<StaleInstall> _records = new(RecordsMax);
    private readonly long[] _installs = new long[GhostPage.Causes];
    private long _firstLossTimestamp;

    public GhostOracle(int pageCount, uint slotCount)
    {
        Format = new ContentFormat(pageCount);
        _pageBlock = new NativeBlock((nuint)pageCount * (nuint)BytesPerPage);
        _slotBlock = new NativeBlock((nuint)slotCount * BytesPerSlot);
        _pages = (GhostPage*)_pageBlock.Start;
        _slots = (long*)_slotBlock.Start;
    }

    /// <summary>How page and version lie in a content.</summary>
    public ContentFormat Format { get; }

    /// <summary>Hears of each change of a page's or a slot's content; null where that is off.</summary>
    public FlightRecorder? Recorder { get; init; }

    /// <summary>Installs of a folio that did not hold its page's newest content, whatever the cause.</summary>
    public long StaleInstalls
    {
        get
        {
            long sum = 0;
            for (int cause = 0; cause < _installs.Length; cause++)
                sum += Volatile.Read(ref _installs[cause]);
            return sum;
        }
    }

    /// <summary>When the first stale install lost an update (Stopwatch), or 0.</summary>
    public long FirstLossTimestamp => Volatile.Read(ref _firstLossTimestamp);

    /// <summary>Waits for a first loss anew; only while nobody uses the region.</summary>
    public void ForgetFirstLoss() => Volatile.Write(ref _firstLossTimestamp, 0);

    /// <summary>The first stale installs, at most 64.</summary>
    public IReadOnlyList<StaleInstall> Records() => _records.Read();

    /// <summary>Updates that stale installs have undone on a page since <see cref="ForgetLosses"/>.</summary>
    public long ForetoldLosses(int page) => Volatile.Read(ref _pages[page].ForetoldLosses);

    /// <summary>Installs with this cause on all pages, ever.</summary>
    public long CountOf(LossCause cause) => Volatile.Read(ref _installs[(int)cause]);

    /// <summary>Installs with this cause on a page since <see cref="ForgetLosses"/>.</summary>
    public int InstallsBy(int page, LossCause cause) => Volatile.Read(ref _pages[page].Installs[(int)cause]);

    /// <summary>Accesses to a page since <see cref="ForgetLosses"/> that failed because the device failed on purpose.</summary>
    public int InjectedErrors(int page) => Volatile.Read(ref _pages[page].InjectedErrors);

    /// <summary>Starts counting a page's losses and their causes anew; only while nobody uses the region.</summary>
    public void ForgetLosses(int page)
    {
        ref GhostPage ghost = ref _pages[page];
        Volatile.Write(ref ghost.ForetoldLosses, 0);
        Volatile.Write(ref ghost.InjectedErrors, 0);
        for (int cause = 0; cause < GhostPage.Causes; cause++)
            Volatile.Write(ref ghost.Installs[cause], 0);
    }

    /// <summary>A slot was taken: what it holds means nothing any more.</summary>
    public void SlotAllocated(uint slot) => Volatile.Write(ref _slots[slot], 0);

    /// <summary>A write to the slot starts: until it ends a reader may get anything.</summary>
    /// <returns>The content that is being written.</returns>
    public long WriteBegins(uint slot, in Folio folio)
    {
        Volatile.Write(ref _slots[slot], 0);
        Recorder?.RecordContent(FlightEventKind.WriteBegin, slot, folio.GhostContent);
        return Volatile.Read(in folio.GhostContent);
    }

    /// <summary>A write has ended well; the slot holds <paramref name="content"/>.</summary>
    public void WriteEnded(uint slot, long content)
    {
        Volatile.Write(ref _slots[slot], content);
        Recorder?.RecordContent(FlightEventKind.WriteEnd, slot, content);
    }

    /// <summary>The folio is about to be read from the slot.</summary>
    public void ReadBegins(uint slot, ref Folio folio) => folio.GhostContent = Volatile.Read(ref _slots[slot]);

    /// <summary>
    /// The folio was read from the slot, well or not. If another write has run into the slot's data, whatever is wrong
    /// with the folio is due to that.
    /// </summary>
    /// <param name="folio">The folio.</param>
    /// <param name="before">The overrun that had damaged the slot before the read, or 0.</param>
    /// <param name="after">The same after it.</param>
    public static void ReadEnded(ref Folio folio, long before, long after)
    {
        folio.GhostDamagedBy = after;
        folio.GhostWasDamaged = before == after;
    }

    /// <summary>Whether the slot, on the device, holds this content.</summary>
    public bool SlotHolds(uint slot, long content) => Volatile.Read(ref _slots[slot]) == content;

    /// <summary>Whether this content is the page's newest.</summary>
    public bool IsNewest(int page, long content) => Volatile.Read(ref _pages[page].Newest) == content;

    /// <summary>The only copy of a page's content is gone (<see cref="LossCause.OnlyCopyDropped"/>).</summary>
    public void Dropped(long content) => Volatile.Write(ref _pages[Format.PageOf(content)].Dropped, content);

    /// <summary>Whether the slot holds the page's newest content; for checks while nobody uses the region.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="page">The page.</param>
    /// <param name="zswapContent">What zswap holds for the slot, which comes before what the device does; or null.</param>
    public bool HoldsNewest(uint slot, int page, long? zswapContent) =>
        (zswapContent ?? _slots[slot]) == _pages[page].Newest;

    /// <summary>A page gets its first folio: zeros, and newest by definition.</summary>
    public void InstalledZeroLocked(int page, ref Folio folio)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        folio.GhostContent = NextVersion(page);
        _pages[page].Newest = folio.GhostContent;
        _pages[page].Counter = 0;
        Recorder?.Record(page, FlightEventKind.Install, slot: 0, folio.GhostContent);
    }

    /// <summary>
    /// A page was unmapped and its last access has completed. <paramref name="dirty"/>: the frame is newer than any
    /// slot, so this content becomes the newest.
    /// </summary>
    public void UnmappedLocked(int page, ref Folio folio, byte* frame, bool dirty)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        if (dirty)
        {
            Volatile.Write(ref folio.GhostContent, NextVersion(page));
            _pages[page].Newest = folio.GhostContent;
            _pages[page].Counter = *(ulong*)frame;
        }
        Recorder?.Record(page, FlightEventKind.Unmapped, folio.Slot, folio.GhostContent, *(ulong*)frame);
    }

    /// <summary>A swapped page is about to be mapped to this folio: the linearization point of a loss.</summary>
    public void InstalledLocked(int page, uint slot, ref Folio folio, byte* frame)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        ref GhostPage ghost = ref _pages[page];
        long content = folio.GhostContent;
        ulong counter = *(ulong*)frame;
        long lost = (long)(ghost.Counter - counter);
        Recorder?.Record(page, FlightEventKind.Install, slot, content, counter);
        if (content != ghost.Newest || lost != 0 || folio.GhostDamagedBy != 0)
            Stale(page, slot, in folio, lost);
        // From here on this is the page's truth, right or wrong.
        folio.GhostDamagedBy = 0;
        ghost.Newest = content;
        ghost.Counter = counter;
    }

    /// <summary>A page is about to be mapped to a copy of its frame: the copy must be as new as the frame is.</summary>
    public void CopiedLocked(int page, ref Folio copy, byte* oldFrame, byte* newFrame)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        long lost = (long)(*(ulong*)oldFrame - *(ulong*)newFrame);
        Recorder?.Record(page, FlightEventKind.Copy, slot: 0, copy.GhostContent, *(ulong*)newFrame);
        if (lost != 0)
            Stale(page, slot: 0, in copy, lost);
        _pages[page].Newest = copy.GhostContent;
        _pages[page].Counter = *(ulong*)newFrame;
    }

    /// <summary>Forgets everything; only while nobody uses the region, which has no page.</summary>
    public void Rewind()
    {
        _pageBlock.Clear();
        _slotBlock.Clear();
        _records.Clear();
        Array.Clear(_installs);
        _firstLossTimestamp = 0;
    }

    public void Dispose()
    {
        _pageBlock.Dispose();
        _slotBlock.Dispose();
    }

    /// <summary>
    /// A page's slot could not be read: nothing is installed. Unless the device failed on purpose, and keeps the data, the
    /// page's content is lost.
    /// </summary>
    public void UnreadableLocked(int page, uint slot, ref Folio folio)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        Recorder?.Record(page, FlightEventKind.BusError, slot, folio.GhostContent);
        if (folio.GhostReadFailedOnPurpose)
            Volatile.Write(ref _pages[page].InjectedErrors, _pages[page].InjectedErrors + 1);
        if (folio.GhostDamagedBy == 0)
            return;
        Interlocked.CompareExchange(ref _firstLossTimestamp, Stopwatch.GetTimestamp(), 0);
        Stale(page, slot, in folio, lost: 0, isUnreadable: true);
    }

    /// <summary>The event that explains why this folio is not its page's newest content.</summary>
    private LossCause CauseOf(int page, in Folio folio)
    {
        if (folio.GhostDamagedBy != 0)
            return LossCause.Overrun;
        if (ContentFormat.IsStray(folio.GhostContent))
            return LossCause.StaleWriteback;
        ref GhostPage ghost = ref _pages[page];
        return ghost.Newest != 0 && Volatile.Read(ref ghost.Dropped) == ghost.Newest
            ? LossCause.OnlyCopyDropped
            : LossCause.StaleInstall;
    }

    private void Stale(int page, uint slot, in Folio folio, long lost, bool isUnreadable = false)
    {
        ref GhostPage ghost = ref _pages[page];
        long content = folio.GhostContent;
        LossCause cause = CauseOf(page, in folio);
        var loss = new Loss
        {
            Page = page,
            Slot = slot,
            Content = content,
            InstalledPage = content == 0 ? -1 : Format.PageOf(content),
            Newest = ghost.Newest,
            // Of a page that cannot be read, all that it ever had.
            LostUpdates = isUnreadable ? (long)ghost.Counter : lost,
            ThreadId = Environment.CurrentManagedThreadId,
            Cause = cause,
            Overrun = folio.GhostDamagedBy,
            WasDamaged = folio.GhostDamagedBy != 0 && folio.GhostWasDamaged,
            IsUnreadable = isUnreadable,
        };
        Recorder?.KeepLossLocked(in loss);
        Interlocked.Increment(ref _installs[(int)cause]);
        // Under the page-table lock, like the rest of the page's words: no other thread counts here.
        Volatile.Write(ref ghost.Installs[(int)cause], ghost.Installs[(int)cause] + 1);
        Volatile.Write(ref ghost.ForetoldLosses, ghost.ForetoldLosses + lost);
        long now = Stopwatch.GetTimestamp();
        if (lost != 0)
            Interlocked.CompareExchange(ref _firstLossTimestamp, now, 0);
        _records.Add(
            new StaleInstall(
                page,
                slot,
                Format.VersionOf(content),
                Format.VersionOf(ghost.Newest),
                lost,
                Environment.CurrentManagedThreadId,
                now,
                cause
            )
        );
    }

    /// <summary>The last version that a page has had; a moment later it may have another.</summary>
    public long LastVersion(int page) => Volatile.Read(ref _pages[page].LastVersion);

    /// <summary>For tests: the page's next version is the one after this.</summary>
    public void SetLastVersion(int page, long version) => _pages[page].LastVersion = version;

    /// <summary>
    /// Versions never repeat for a page, also after a stale install has made an old one current: when there are no more, the
    /// program ends, as an oracle that calls an old content new would be worse.
    /// </summary>
    private long NextVersion(int page)
    {
        if (_pages[page].LastVersion == Format.VersionMax)
            Exhausted(page);
        return Format.Of(page, ++_pages[page].LastVersion);
    }

    [DoesNotReturn]
    private void Exhausted(int page) =>
        throw new InvalidOperationException(
            $"Page {page} has been written {Format.VersionMax} times, and the oracle has no number left for it."
        );

    private struct GhostPage
    {
        public long Newest;
        public long LastVersion;
        public ulong Counter;
        public long ForetoldLosses;
        public long Dropped;

        /// <summary>Accesses that failed because the device failed on purpose.</summary>
        public int InjectedErrors;

        /// <summary>Kinds of <see cref="LossCause"/>.</summary>
        public const int Causes = 4;

        /// <summary>Installs that were not the newest content, by cause.</summary>
        public fixed int Installs[Causes];
    }
}
