using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// A pool of compressed pages after zsmalloc: objects of 255 size classes lie side by side in zspages of a few pages
/// each, and are named by handles.
/// </summary>
/// <remarks>
/// Any number of threads may allocate and free at once; there is one lock a class and none for the pool. Each object
/// pays 8 bytes for its handle, as in the kernel, so the same data takes the same pages. Objects move only in a
/// compaction, which their owner carries out (<see cref="ZsCompaction"/>).
/// </remarks>
public sealed unsafe class ZsPool : IDisposable
{
    /// <summary>Pages of the longest zspage, as CONFIG_ZSMALLOC_CHAIN_SIZE is by default.</summary>
    public const int ChainPagesDefault = 8;

    /// <summary>
    /// Bytes that a pool takes for a page that does not shrink: the page, its descriptor, and its object's handle with its
    /// part of the piece that the handle is in.
    /// </summary>
    public static int BytesPerRawPage =>
        PageSize.Bytes + SlabPage.Bytes + (HandleSlab.PieceBytes / HandleSlab.WordsPerPiece);

    private readonly ChunkSource _source;
    private readonly SizeClass?[] _classes = new SizeClass?[SizeClassTable.Count];
    private readonly DamagedObjects _damaged = new();
    private long _pagesUsed;

    /// <summary>An empty pool.</summary>
    /// <param name="source">Where its memory comes from; null for one of its own. The pool disposes of it.</param>
    /// <param name="chainPagesMax">Pages of the longest zspage, 4 to 16.</param>
    public ZsPool(ChunkSource? source = null, int chainPagesMax = ChainPagesDefault)
    {
        _source = source ?? new ChunkSource();
        Table = new SizeClassTable(chainPagesMax);
        Compaction = new ZsCompaction(this);
        for (int i = 0; i < _classes.Length; i++)
        {
            if (Table.Merged(i) == i)
                _classes[i] = new SizeClass(i, Table.Geometry(i), _source);
        }
    }

    /// <summary>The size classes.</summary>
    public SizeClassTable Table { get; }

    /// <summary>Pages in zspages now (<c>zs_get_total_pages</c>).</summary>
    public long PagesUsed => Volatile.Read(ref _pagesUsed);

    /// <summary>Bytes of handles and of the pages' descriptors, which <see cref="PagesUsed"/> leaves out.</summary>
    public long MetadataBytes => Statistics().Sum(c => c.MetadataBytes);

    /// <summary>Pages that compactions have freed (<c>pages_compacted</c>).</summary>
    public long PagesCompacted => Compaction.PagesCompacted;

    /// <summary>
    /// Bytes that the pool holds of the host's memory: the pages in use, handles, descriptors, and what is kept free. At
    /// most an eighth and one huge page more than were in use at the peak.
    /// </summary>
    public long HeldBytes => _source.HeldPages << PageSize.Shift;

    /// <summary>Where the memory comes from.</summary>
    internal ChunkSource Source => _source;

    /// <summary>Empties zspages, with their owner's help.</summary>
    internal ZsCompaction Compaction { get; }

    /// <summary>The classes that have zspages of their own; the others are merged into these.</summary>
    internal IEnumerable<SizeClass> Classes => _classes.OfType<SizeClass>();

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        ArgumentNullException.ThrowIfNull(held);
        foreach (SizeClass sizeClass in Classes)
            held.Add(sizeClass.Lock.Holder, () => $"pool class of {sizeClass.Geometry.SizeBytes} bytes");
        held.Add(_source.LockHolder, () => "pool memory");
    }

    /// <summary>Allocates an object (<c>zs_malloc</c>).</summary>
    /// <param name="length">Bytes, 1 to the size of a page.</param>
    /// <param name="mayWait">Whether the thread may sleep for memory; it may then hold no lock.</param>
    /// <returns>Its handle, or <see cref="ZsHandle.None"/> when the host refuses memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such length.</exception>
    public ZsHandle TryAllocate(int length, bool mayWait)
    {
        if (length is <= 0 or > PageSize.Bytes)
            ThrowLength(length);
        SizeClass sizeClass = _classes[Table.IndexFor(length)]!;
        sizeClass.Lock.Enter();
        Zspage* zspage = sizeClass.Groups.FindFullestLocked();
        if (zspage == null || sizeClass.Handles.NeedsPiece)
        {
            sizeClass.Lock.Exit();
            return AllocateWithMemory(sizeClass, mayWait);
        }
        ZsHandle handle = sizeClass.TakeLocked(zspage);
        sizeClass.Lock.Exit();
        return handle;
    }

    /// <summary>Frees an object (<c>zs_free</c>). Nobody may use its bytes any more.</summary>
    /// <param name="handle">What <see cref="TryAllocate"/> returned; none is allowed.</param>
    /// <exception cref="InvalidOperationException">The handle names no object, or the object was overwritten.</exception>
    public void Free(ZsHandle handle)
    {
        if (handle.IsNone)
            return;
        // No lock yet, but the class of an object never changes, and only the owner of the handle frees it. The rest
        // of the word is read again under the lock.
        var location = new ZsLocation(Volatile.Read(ref *(ulong*)handle.Address));
        if (location.IsFree)
            throw new InvalidOperationException("An object of the pool is freed twice.");
        SizeClass sizeClass = _classes[location.ClassIndex]!;
        sizeClass.Lock.Enter();
        Zspage* empty;
        void* piece;
        try
        {
            empty = sizeClass.ReleaseLocked(handle, out piece);
            _damaged.Forget(handle);
        }
        finally
        {
            sizeClass.Lock.Exit();
        }
        if (empty != null)
            FreeZspage(sizeClass, empty);
        if (piece != null)
            _source.Free(piece, HandleSlab.PieceBytes);
    }

    /// <summary>The bytes of an object (<c>zs_map_object</c>), good until it is freed.</summary>
    /// <param name="handle">The object; whoever calls excludes that it is freed meanwhile.</param>
    /// <param name="length">Bytes wanted, at most what was allocated.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Map(ZsHandle handle, int length)
    {
        var location = new ZsLocation(*(ulong*)handle.Address);
        return new Span<byte>(_classes[location.ClassIndex]!.Payload(location.Zspage, location.ObjectIndex), length);
    }

    /// <summary>Bytes that an object has room for: those of its class, which are seldom fewer than were asked for.</summary>
    /// <param name="handle">The object.</param>
    public int RoomOf(ZsHandle handle) => _classes[new ZsLocation(*(ulong*)handle.Address).ClassIndex]!.RoomBytes;

    /// <summary>Fills a new object, whose owner alone knows it.</summary>
    /// <param name="handle">The object.</param>
    /// <param name="blob">What to put there, not longer than was allocated.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ZsHandle handle, ReadOnlySpan<byte> blob)
    {
        _damaged.Forget(handle);
        blob.CopyTo(Map(handle, blob.Length));
    }

    /// <summary>
    /// Copies a blob that is longer than its object: what does not fit lands in the objects that follow it in the
    /// zspage, as it does in a kernel whose <c>memcpy</c> goes by the wrong length. The pool's own words at the start of
    /// each object are spared, and the copy ends with the zspage, so that the pool survives.
    /// </summary>
    /// <param name="handle">The object.</param>
    /// <param name="blob">What to put there, longer than <see cref="RoomOf"/> says.</param>
    /// <param name="overrun">A number for this write, from 1 (ghost).</param>
    /// <returns>Objects of other owners that were written to.</returns>
    public int WriteOverrunning(ZsHandle handle, ReadOnlySpan<byte> blob, long overrun)
    {
        var location = new ZsLocation(*(ulong*)handle.Address);
        SizeClass sizeClass = _classes[location.ClassIndex]!;
        sizeClass.Lock.Enter();
        _damaged.AddOwnLocked(handle, overrun);
        int damaged = sizeClass.WriteOverrunningLocked(location, blob, _damaged, overrun);
        sizeClass.Lock.Exit();
        return damaged;
    }

    /// <summary>The bytes of an object that was overrun, as far as its zspage goes.</summary>
    public ReadOnlySpan<byte> MapOverrun(ZsHandle handle, int length)
    {
        var location = new ZsLocation(*(ulong*)handle.Address);
        SizeClass sizeClass = _classes[location.ClassIndex]!;
        int withinBytes = sizeClass.BytesToEnd(location.Zspage, location.ObjectIndex);
        return Map(handle, Math.Min(length, withinBytes));
    }

    /// <summary>The writes that ran into an object since it was written, and its own if that was too long (ghost).</summary>
    internal DamagedObjects.Overruns OverrunsOf(ZsHandle handle) => _damaged.Find(handle);

    /// <summary>The classes in use, by size (<c>/sys/kernel/debug/zsmalloc/*/classes</c>).</summary>
    public IReadOnlyList<SizeClassStatistics> Statistics() => [.. Classes.Select(SizeClassStatistics.Of)];

    /// <summary>
    /// Checks that free lists, counts, fullness groups, handles and page totals all add up. For quiescent moments: an
    /// allocation on another thread can look like a violation of the totals.
    /// </summary>
    /// <returns>One line for each violation; empty when all is well.</returns>
    public IReadOnlyList<string> CheckIntegrity() => ZsPoolIntegrity.Check(this);

    /// <summary>The handles of all objects.</summary>
    internal HashSet<nint> CollectLive()
    {
        HashSet<nint> live = [];
        foreach (SizeClass sizeClass in Classes)
        {
            sizeClass.Lock.Enter();
            sizeClass.Handles.CollectLiveLocked(live);
            sizeClass.Lock.Exit();
        }
        return live;
    }

    /// <summary>Whether a live object has room for <paramref name="length"/> bytes.</summary>
    internal bool Fits(ZsHandle handle, int length) => length <= RoomOf(handle);

    /// <summary>
    /// Gives back what is kept for later allocations, so that they go the way of those in a new pool. No object may be
    /// allocated.
    /// </summary>
    public void Trim()
    {
        foreach (SizeClass? sizeClass in _classes)
        {
            if (sizeClass is { Handles.Bytes: not 0 })
                sizeClass.Handles.Dispose();
        }
        Compaction.ResetCount();
    }

    /// <summary>Frees everything; objects that are still allocated too.</summary>
    public void Dispose()
    {
        foreach (SizeClass sizeClass in Classes)
            sizeClass.Dispose();
        _source.Dispose();
    }

    /// <summary>The class of an object.</summary>
    internal SizeClass ClassOf(ZsLocation location) => _classes[location.ClassIndex]!;

    /// <summary>Frees a zspage that is empty and in no list.</summary>
    internal void FreeZspage(SizeClass sizeClass, Zspage* zspage)
    {
        _source.Free(Zspage.Data(zspage), sizeClass.ZspageBytes);
        Interlocked.Add(ref _pagesUsed, -sizeClass.Geometry.PagesPerZspage);
    }

    /// <summary>Where no zspage had room, or no handle was left: takes memory with the lock dropped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ZsHandle AllocateWithMemory(SizeClass sizeClass, bool mayWait)
    {
        Zspage* spare = null;
        void* words = null;
        ZsHandle handle = ZsHandle.None;
        while (true)
        {
            // The lock was dropped: others may have freed an object or handle since, or used up what was left. So
            // both are looked up again in each turn, and what is not needed in the end goes back. What a compaction
            // has isolated comes before a new zspage: it never makes the pool grow.
            sizeClass.Lock.Enter();
            Zspage* zspage = sizeClass.Groups.FindFullestLocked();
            if (zspage == null)
                zspage = sizeClass.TakeBackLocked();
            bool needsZspage = zspage == null && spare == null;
            bool needsWords = sizeClass.Handles.NeedsPiece && words == null;
            if (!needsZspage && !needsWords)
            {
                if (sizeClass.Handles.NeedsPiece)
                {
                    sizeClass.Handles.AddPieceLocked(words);
                    words = null;
                }
                if (zspage == null)
                {
                    zspage = spare;
                    spare = null;
                    sizeClass.Groups.InsertLocked(zspage, FullnessGroup.Empty);
                    Interlocked.Add(ref _pagesUsed, sizeClass.Geometry.PagesPerZspage);
                }
                handle = sizeClass.TakeLocked(zspage);
                sizeClass.Lock.Exit();
                break;
            }
            sizeClass.Lock.Exit();

            if (needsZspage && (spare = TryCreateZspage(sizeClass, mayWait)) == null)
                break;
            if (needsWords && (words = _source.TryAllocate(HandleSlab.PieceBytes, mayWait)) == null)
                break;
        }
        if (spare != null)
            _source.Free(Zspage.Data(spare), sizeClass.ZspageBytes);
        if (words != null)
            _source.Free(words, HandleSlab.PieceBytes);
        return handle;
    }

    private Zspage* TryCreateZspage(SizeClass sizeClass, bool mayWait)
    {
        void* pages = _source.TryAllocate(sizeClass.ZspageBytes, mayWait);
        if (pages == null)
            return null;
        Zspage* zspage = &SlabPage.Of(pages)->Zspage;
        if (!ZsLocation.CanHold(zspage))
            throw new PlatformNotSupportedException($"Address {(nint)zspage:x} does not fit in 48 bits.");
        sizeClass.Initialise(zspage);
        return zspage;
    }

    private static void ThrowLength(int length) =>
        throw new ArgumentOutOfRangeException(nameof(length), length, "An object has 1 to 4096 bytes.");
}
