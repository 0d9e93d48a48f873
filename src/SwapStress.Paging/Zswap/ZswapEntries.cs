using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Zswap;

/// <summary>
/// The records of all entries, the unused ones, and the list of those with an object by age (<c>zswap_lru</c>).
/// Entries are named by number, from 1; 0 is none.
/// </summary>
internal sealed unsafe class ZswapEntries : IDisposable
{
    public const int None = 0;

    private readonly RankedLock _lock = new(LockRank.ZswapLru);
    private readonly NativeBlock _block;
    private readonly ZswapEntry* _entries;
    private readonly int _capacity;
    private int _firstUnused = 1;
    private int _unused;
    private int _oldest;
    private int _youngest;

    /// <summary>Unused records.</summary>
    /// <param name="capacity">Entries there can be; those never used cost no memory.</param>
    public ZswapEntries(int capacity)
    {
        _capacity = capacity;
        _block = new NativeBlock((nuint)(capacity + 1) * ZswapEntry.SizeBytes);
        _entries = (ZswapEntry*)_block.Start;
    }

    /// <summary>Who holds the list's lock; for dumps.</summary>
    public LockHolder? LockHolder => _lock.Holder;

    public ref ZswapEntry this[int entry] => ref _entries[entry];

    /// <summary>Takes an unused record, with one reference.</summary>
    /// <returns>The entry, or <see cref="None"/>.</returns>
    public int Allocate()
    {
        _lock.Enter();
        int entry = _unused;
        if (entry != None)
            _unused = _entries[entry].Younger;
        else if (_firstUnused <= _capacity)
            entry = _firstUnused++;
        _lock.Exit();
        if (entry != None)
            _entries[entry] = new ZswapEntry { References = 1 };
        return entry;
    }

    /// <summary>Gives a record back, from the list too if it is there.</summary>
    public void Free(int entry)
    {
        _lock.Enter();
        RemoveLocked(entry);
        _entries[entry].Younger = _unused;
        _unused = entry;
        _lock.Exit();
    }

    /// <summary>Makes an entry the youngest of the list.</summary>
    public void AddYoungest(int entry)
    {
        _lock.Enter();
        RemoveLocked(entry);
        ref ZswapEntry added = ref _entries[entry];
        added.IsListed = true;
        added.Younger = None;
        added.Older = _youngest;
        if (_youngest != None)
            _entries[_youngest].Younger = entry;
        else
            _oldest = entry;
        _youngest = entry;
        _lock.Exit();
    }

    /// <summary>Takes the oldest entry off the list.</summary>
    /// <param name="slot">Its slot, read while it was listed: afterwards the entry can be freed at any moment.</param>
    /// <returns>The entry, without a reference; or <see cref="None"/>.</returns>
    public int TakeOldest(out uint slot)
    {
        _lock.Enter();
        int entry = _oldest;
        slot = _entries[entry].Slot;
        RemoveLocked(entry);
        _lock.Exit();
        return entry;
    }

    /// <summary>The list from the oldest entry on; only while nobody changes it.</summary>
    public IReadOnlyList<int> ByAge()
    {
        List<int> entries = [];
        for (int entry = _oldest; entry != None; entry = _entries[entry].Younger)
            entries.Add(entry);
        return entries;
    }

    /// <summary>Records that somebody has; only while nobody takes or frees any.</summary>
    public int CountUsed()
    {
        int used = _firstUnused - 1;
        for (int entry = _unused; entry != None; entry = _entries[entry].Younger)
            used--;
        return used;
    }

    /// <summary>Has the records handed out in order again. None may be in use.</summary>
    public void Rewind()
    {
        _firstUnused = 1;
        _unused = None;
    }

    public void Dispose() => _block.Dispose();

    private void RemoveLocked(int entry)
    {
        LockOrder.AssertHeld(LockRank.ZswapLru);
        ref ZswapEntry removed = ref _entries[entry];
        if (!removed.IsListed)
            return;
        removed.IsListed = false;
        if (removed.Older != None)
            _entries[removed.Older].Younger = removed.Younger;
        else
            _oldest = removed.Younger;
        if (removed.Younger != None)
            _entries[removed.Younger].Older = removed.Older;
        else
            _youngest = removed.Older;
    }
}
