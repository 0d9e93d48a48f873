using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The location words of one size class, a page of them at a time, with a free list through the free ones. Each class
/// has its own so that the class lock covers it; the kernel takes them from a slab cache. Pages of words are kept
/// until the pool goes: at most 8 bytes for each object that the class has held at once.
/// </summary>
internal sealed unsafe class HandleSlab(ChunkSource source) : IDisposable
{
    private const int WordsPerPage = PageSize.Words - 1;

    /// <summary>Pages of words, linked through their first word.</summary>
    private ulong* _pages;
    private ulong* _firstFree;

    /// <summary>Words that name an object now.</summary>
    public long Live { get; private set; }

    /// <summary>Bytes of the pages of words.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether <see cref="AddPageLocked"/> must come before the next <see cref="TakeLocked"/>.</summary>
    public bool NeedsPage => _firstFree == null;

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

    /// <summary>Adds a page of words from the source.</summary>
    public void AddPageLocked(ulong* page)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        page[0] = (ulong)_pages;
        _pages = page;
        Bytes += PageSize.Bytes;
        for (int i = WordsPerPage; i >= 1; i--)
        {
            page[i] = (ulong)_firstFree | ZsLocation.FreeBit;
            _firstFree = page + i;
        }
    }

    /// <summary>The addresses of all words that name an object.</summary>
    public void CollectLiveLocked(ICollection<nint> addresses)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        for (ulong* page = _pages; page != null; page = (ulong*)page[0])
        {
            for (int i = 1; i <= WordsPerPage; i++)
            {
                if ((page[i] & ZsLocation.FreeBit) == 0)
                    addresses.Add((nint)(page + i));
            }
        }
    }

    public void Dispose()
    {
        while (_pages != null)
        {
            ulong* next = (ulong*)_pages[0];
            source.Free(_pages);
            _pages = next;
        }
        _firstFree = null;
    }
}
