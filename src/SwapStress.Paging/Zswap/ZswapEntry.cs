using System.Runtime.InteropServices;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Paging.Zswap;

/// <summary>
/// One stored page (<c>struct zswap_entry</c>), in native memory. A reference keeps the record and its object. It does
/// not keep the slot: the slot can be freed, and given to another page, while somebody holds the entry.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct ZswapEntry
{
    public const int SizeBytes = 64;

    /// <summary>The slot it was stored for. Whether it is still the slot's only the tree knows.</summary>
    public uint Slot;

    /// <summary>Bytes of the object; 0 for a page of one word.</summary>
    public int Length;

    /// <summary>The object, where there is one.</summary>
    public ZsHandle Handle;

    /// <summary>The word, where there is no object.</summary>
    public ulong Word;

    /// <summary>One for the tree, one for each thread that works on it; under the tree lock of the slot.</summary>
    public int References;

    /// <summary>The next younger entry of the LRU list, under its lock; of an unused entry, the next unused one.</summary>
    public int Younger;

    /// <summary>The next older entry of the LRU list, under its lock.</summary>
    public int Older;

    /// <summary>Whether the entry is on the LRU list, under its lock.</summary>
    public bool IsListed;

    /// <summary>Ghost state: which content of which page was stored.</summary>
    public long GhostContent;
}
