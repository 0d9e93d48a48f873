using SwapStress.Paging.Folios;

namespace SwapStress.Paging.Reclaim;

/// <summary>
/// Folios in the swap cache that no PTE maps: left there by a reclaim that was disturbed, or by a fault that read
/// them and could not use them. A walk of the page table cannot find them any more; reclaim takes them from here, as
/// the kernel does from its inactive list.
/// </summary>
/// <remarks>
/// Entries hold no reference and are hints: a folio can have been freed, mapped or used for another page by the time
/// reclaim looks. Reclaim takes a reference and looks at the folio as it is then.
/// </remarks>
internal sealed class InactiveList(int frameCount)
{
    /// <summary>Bytes that are kept for a frame: its place in the ring, and whether it is there.</summary>
    public const int BytesPerFrame = sizeof(int) + sizeof(bool);

    private readonly Lock _lock = new();
    private readonly int[] _ring = new int[frameCount];
    private readonly bool[] _listed = new bool[frameCount];
    private int _head;
    private int _count;

    /// <summary>Entries at this moment.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Lists a folio, unless it is listed already. The caller has a reference or has just had one.</summary>
    public void Add(int frame)
    {
        lock (_lock)
        {
            if (_listed[frame])
                return;
            _listed[frame] = true;
            _ring[(_head + _count) % _ring.Length] = frame;
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>Takes the oldest entry.</summary>
    /// <returns>The frame, or <see cref="FolioTable.NoFolio"/>.</returns>
    public int Take()
    {
        if (Count == 0)
            return FolioTable.NoFolio;
        lock (_lock)
        {
            if (_count == 0)
                return FolioTable.NoFolio;
            int frame = _ring[_head];
            _head = (_head + 1) % _ring.Length;
            _listed[frame] = false;
            Volatile.Write(ref _count, _count - 1);
            return frame;
        }
    }

    /// <summary>Drops all entries.</summary>
    public void Clear()
    {
        while (Take() != FolioTable.NoFolio) { }
        _head = 0;
    }

    /// <summary>Whether a frame is listed; for checks.</summary>
    public bool Contains(int frame)
    {
        lock (_lock)
            return _listed[frame];
    }
}
