using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The location words of one size class, one piece of memory at a time, each with a list of its free words. Each class
/// has its own so that the class lock covers it; the kernel takes them from a slab cache. A piece goes back when none of
/// its words is used, as long as another has room.
/// </summary>
internal sealed unsafe class HandleSlab(ChunkSource source) : IDisposable
{
    /// <summary>Bytes of one piece: small, because a pool has over a hundred classes and each may need one.</summary>
    public const int PieceBytes = ChunkSource.PieceBytes;

    /// <summary>Words that name an object, of one piece.</summary>
    public static readonly int WordsPerPiece = (PieceBytes - sizeof(Piece)) / sizeof(ulong);

    /// <summary>Pieces with free words, and those without.</summary>
    private Piece* _withRoom;
    private Piece* _full;

    /// <summary>Words that name an object now.</summary>
    public long Live { get; private set; }

    /// <summary>Bytes of the pieces.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether <see cref="AddPieceLocked"/> must come before the next <see cref="TakeLocked"/>.</summary>
    public bool NeedsPiece => _withRoom == null;

    /// <summary>Takes a word.</summary>
    public ulong* TakeLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Piece* piece = _withRoom;
        ulong* word = piece->FirstFree;
        piece->FirstFree = (ulong*)(*word & ~ZsLocation.FreeBit);
        piece->Live++;
        Live++;
        if (piece->FirstFree == null)
        {
            Unlink(piece, ref _withRoom);
            Link(piece, ref _full);
        }
        return word;
    }

    /// <summary>Gives a word back.</summary>
    /// <returns>Its piece when that is not needed any more, for the caller to free; else null.</returns>
    public void* ReturnLocked(ulong* word)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Piece* piece = (Piece*)((nuint)word & ~(nuint)(PieceBytes - 1));
        if (piece->FirstFree == null)
        {
            Unlink(piece, ref _full);
            Link(piece, ref _withRoom);
        }
        // The free bit tells a second free of the same handle from a live one.
        Volatile.Write(ref *word, (ulong)piece->FirstFree | ZsLocation.FreeBit);
        piece->FirstFree = word;
        Live--;
        if (--piece->Live != 0 || (_withRoom == piece && piece->Next == null))
            return null;
        Unlink(piece, ref _withRoom);
        Bytes -= PieceBytes;
        return piece;
    }

    /// <summary>Adds a piece of <see cref="PieceBytes"/> from the source.</summary>
    public void AddPieceLocked(void* memory)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Piece* piece = (Piece*)memory;
        *piece = default;
        ulong* words = (ulong*)(piece + 1);
        for (int i = WordsPerPiece - 1; i >= 0; i--)
        {
            words[i] = (ulong)piece->FirstFree | ZsLocation.FreeBit;
            piece->FirstFree = words + i;
        }
        Link(piece, ref _withRoom);
        Bytes += PieceBytes;
    }

    /// <summary>The addresses of all words that name an object.</summary>
    public void CollectLiveLocked(ICollection<nint> addresses)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        CollectLive(_withRoom, addresses);
        CollectLive(_full, addresses);
    }

    /// <summary>Gives the pieces back. No word may name an object any more.</summary>
    public void Dispose()
    {
        FreeAll(ref _withRoom);
        FreeAll(ref _full);
        Bytes = 0;
    }

    private static void CollectLive(Piece* piece, ICollection<nint> addresses)
    {
        for (; piece != null; piece = piece->Next)
        {
            ulong* words = (ulong*)(piece + 1);
            for (int i = 0; i < WordsPerPiece; i++)
            {
                if ((words[i] & ZsLocation.FreeBit) == 0)
                    addresses.Add((nint)(words + i));
            }
        }
    }

    private void FreeAll(ref Piece* pieces)
    {
        while (pieces != null)
        {
            Piece* piece = pieces;
            pieces = piece->Next;
            source.Free(piece, PieceBytes);
        }
    }

    private static void Link(Piece* piece, ref Piece* head)
    {
        piece->Previous = null;
        piece->Next = head;
        if (head != null)
            head->Previous = piece;
        head = piece;
    }

    private static void Unlink(Piece* piece, ref Piece* head)
    {
        if (piece->Previous != null)
            piece->Previous->Next = piece->Next;
        else
            head = piece->Next;
        if (piece->Next != null)
            piece->Next->Previous = piece->Previous;
    }

    /// <summary>The head of a piece; the words follow.</summary>
    private struct Piece
    {
        public Piece* Previous;
        public Piece* Next;
        public ulong* FirstFree;
        public long Live;
    }
}
