using System.Numerics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Where the pages of zspages and the words of handles come from: runs of pages (<see cref="PageRuns"/>), and pages cut
/// into pieces. Tests replace it by one that refuses.
/// </summary>
public unsafe class ChunkSource : IDisposable
{
    /// <summary>Bytes of a piece, to which it is aligned.</summary>
    internal const int PieceBytes = 1024;

    private const int ReclaimRetries = 3;
    private const int AllPieces = (1 << (PageSize.Bytes / PieceBytes)) - 1;

    private readonly RankedLock _lock = new(LockRank.PoolMemory);
    private readonly PageRuns _runs = new();

    /// <summary>Pages that have free pieces.</summary>
    private SlabPage* _pieces;

    /// <summary>Who holds the lock; for dumps.</summary>
    internal LockHolder? LockHolder => _lock.Holder;

    /// <summary>Takes memory, with unspecified content.</summary>
    /// <param name="bytes">A kilobyte, to which it is then aligned, or 1 to 16 whole pages.</param>
    /// <param name="mayWait">
    /// Whether the caller may sleep (<c>__GFP_DIRECT_RECLAIM</c>): the host is then given a moment to find memory, and
    /// asked again.
    /// </param>
    /// <returns>Its address, or null when the host refuses.</returns>
    public virtual void* TryAllocate(int bytes, bool mayWait)
    {
        for (int attempt = 0; ; attempt++)
        {
            void* chunk = TryTake(bytes);
            if (chunk != null || !mayWait || attempt == ReclaimRetries)
                return chunk;
            if (!SchedulePoint.Pause(StepKind.MemoryWait))
                Thread.Sleep(1);
        }
    }

    /// <summary>Gives memory back.</summary>
    /// <param name="chunk">What <see cref="TryAllocate"/> returned.</param>
    /// <param name="bytes">What it was asked for.</param>
    public virtual void Free(void* chunk, int bytes)
    {
        SlabPage* page = SlabPage.Of(chunk);
        _lock.Enter();
        if (bytes == PieceBytes)
            FreePieceLocked(page, (int)((nuint)chunk % PageSize.Bytes) / PieceBytes);
        else
            _runs.FreeLocked(page);
        _lock.Exit();
    }

    /// <summary>Pages of the host's memory that are held now, used and free ones.</summary>
    internal long HeldPages
    {
        get
        {
            _lock.Enter();
            long held = _runs.Held;
            _lock.Exit();
            return held;
        }
    }

    /// <summary>Checks that every page of every slab is in use once or free once; for quiescent moments.</summary>
    /// <param name="usedPages">Pages in use, pieces left out.</param>
    /// <param name="pieces">Pieces in use.</param>
    /// <param name="violations">Gets a line for each violation.</param>
    internal void Check(long usedPages, long pieces, List<string> violations)
    {
        _lock.Enter();
        SlabIntegrity.CheckLocked(_runs, _pieces, usedPages, pieces, violations);
        _lock.Exit();
    }

    /// <summary>Frees the slabs. Nobody may use their chunks any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the slabs.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _runs.Dispose();
        _pieces = null;
    }

    private void* TryTake(int bytes)
    {
        _lock.Enter();
        void* chunk;
        if (bytes == PieceBytes)
        {
            chunk = TryTakePieceLocked();
        }
        else
        {
            SlabPage* run = _runs.TryTakeLocked(bytes >> PageSize.Shift);
            chunk = run == null ? null : SlabPage.Data(run);
        }
        _lock.Exit();
        return chunk;
    }

    private byte* TryTakePieceLocked()
    {
        if (_pieces == null)
        {
            SlabPage* fresh = _runs.TryTakeLocked(1);
            if (fresh == null)
                return null;
            fresh->FreePieces = AllPieces;
            LinkLocked(fresh);
        }
        SlabPage* page = _pieces;
        int piece = BitOperations.TrailingZeroCount((uint)page->FreePieces);
        page->FreePieces &= (byte)~(1 << piece);
        if (page->FreePieces == 0)
            UnlinkLocked(page);
        return SlabPage.Data(page) + (piece * PieceBytes);
    }

    private void FreePieceLocked(SlabPage* page, int piece)
    {
        if (page->FreePieces == 0)
            LinkLocked(page);
        page->FreePieces |= (byte)(1 << piece);
        if (page->FreePieces != AllPieces)
            return;
        UnlinkLocked(page);
        _runs.FreeLocked(page);
    }

    private void LinkLocked(SlabPage* page)
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        page->Previous = null;
        page->Next = _pieces;
        if (_pieces != null)
            _pieces->Previous = page;
        _pieces = page;
    }

    private void UnlinkLocked(SlabPage* page)
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        if (page->Previous != null)
            page->Previous->Next = page->Next;
        else
            _pieces = page->Next;
        if (page->Next != null)
            page->Next->Previous = page->Previous;
    }
}
