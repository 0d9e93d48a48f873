using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Recording;

/// <summary>Which pages have lately had to do with each slot: whose rings tell what happened to it.</summary>
internal sealed unsafe class SlotVisits : IDisposable
{
    /// <summary>Pages kept for a slot.</summary>
    public const int PagesMax = 4;

    /// <summary>Bytes that are kept for a slot.</summary>
    public const int BytesPerSlot = PagesMax * sizeof(int);

    private readonly NativeBlock _block;

    /// <summary>Four pages + 1 for each slot, the owner first; 0 for none.</summary>
    private readonly int* _pages;

    public SlotVisits(uint slotCount)
    {
        _block = new NativeBlock((nuint)slotCount * BytesPerSlot);
        _pages = (int*)_block.Start;
    }

    /// <summary>The page that the slot was last allocated for, or -1.</summary>
    public int Owner(uint slot) => Volatile.Read(ref _pages[slot * PagesMax]) - 1;

    /// <summary>The slot was allocated for a page.</summary>
    public void Allocated(uint slot, int page)
    {
        int* pages = _pages + (slot * PagesMax);
        int before = *pages;
        Volatile.Write(ref *pages, page + 1);
        if (before != 0 && before != page + 1)
            Visited(slot, before - 1);
    }

    /// <summary>A thread that is at work on a page reads the slot, whoever's it is.</summary>
    /// <remarks>Not atomic: of two visits at once one may be forgotten. It is a hint where to look, no more.</remarks>
    public void Visited(uint slot, int page)
    {
        int* pages = _pages + (slot * PagesMax);
        if (pages[0] == page + 1 || pages[1] == page + 1)
            return;
        pages[3] = pages[2];
        pages[2] = pages[1];
        pages[1] = page + 1;
    }

    /// <summary>Adds the slot's pages to <paramref name="list"/>, without those that are there already.</summary>
    /// <returns>How many the list has now.</returns>
    public int AddTo(Span<int> list, int count, uint slot)
    {
        for (int i = 0; i < PagesMax && count < list.Length; i++)
        {
            int page = _pages[(slot * PagesMax) + i] - 1;
            if (page >= 0 && !list[..count].Contains(page))
                list[count++] = page;
        }
        return count;
    }

    public void Dispose() => _block.Dispose();
}
