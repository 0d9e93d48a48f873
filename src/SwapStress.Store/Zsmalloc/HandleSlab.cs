using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The location words of one size class, one piece of memory at a time, with a free list through the free ones. Each class
/// has its own so that the class lock covers it; the kernel takes them from a slab cache. Pieces are kept
/// until the pool goes: at most 8 bytes for each object that the class has held at once.
/// </summary>
internal sealed unsafe class HandleSlab(ChunkSource source) : IDisposable
{
    /// <summary>Bytes of one piece: small, because a pool has over a hundred classes and each may need one.</summary>
    public const int PieceBytes = 1024;

    private const int WordsPerPiece = (PieceBytes / sizeof(ulong)) - 1;

    /// <summary>Pieces, linked through their first word.</summary>
    private ulong* _pieces;
    private ulong* _firstFree;

    /// <summary>Words that name an object now.</summary>
    public long Live { get; private set; }

    /// <summary>Bytes of the pieces.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether <see cref="AddPieceLocked"/> must come before the next <see cref="TakeLocked"/>.</summary>
    public bool NeedsPiece => _firstFree == null;

    /// <summary>Takes a word.</summary>
    public ulong* TakeLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        ulong* word = _firstFree;
        _firstFree = (ulong*)(*word & ~ZsLocation.FreeBit);
        Live++;
        return word;
    }

    /// <summary>Gives a word back.</summary>
    public void ReturnLocked(ulong* word)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        // The free bit tells a second free of the same handle from a live one.
        Volatile.Write(ref *word, (ulong)_firstFree | ZsLocation.FreeBit);
        _firstFree = word;
        Live--;
    }

    /// <summary>Adds a piece of <see cref="PieceBytes"/> from the source.</summary>
    public void AddPieceLocked(ulong* piece)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        piece[0] = (ulong)_pieces;
        _pieces = piece;
        Bytes += PieceBytes;
        for (int i = WordsPerPiece; i >= 1; i--)
        {
            piece[i] = (ulong)_firstFree | ZsLocation.FreeBit;
            _firstFree = piece + i;
        }
    }

    /// <summary>The addresses of all words that name an object.</summary>
    public void CollectLiveLocked(ICollection<nint> addresses)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        for (ulong* piece = _pieces; piece != null; piece = (ulong*)piece[0])
        {
            for (int i = 1; i <= WordsPerPiece; i++)
            {
                if ((piece[i] & ZsLocation.FreeBit) == 0)
                    addresses.Add((nint)(piece + i));
            }
        }
    }

    /// <summary>Gives the pieces back. No word may name an object any more.</summary>
    public void Dispose()
    {
        while (_pieces != null)
        {
            ulong* next = (ulong*)_pieces[0];
            source.Free(_pieces, PieceBytes);
            _pieces = next;
        }
        _firstFree = null;
        Bytes = 0;
    }
}
