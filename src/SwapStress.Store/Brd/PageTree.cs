using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Brd;

/// <summary>
/// A two-level tree of pages in native memory (<c>brd_pages</c>). Nodes and pages appear by compare-and-swap, and
/// stay until the tree goes; so a lookup takes no lock, and what it found is good for ever.
/// </summary>
internal sealed unsafe class PageTree : IDisposable
{
    private const int LeafShift = 9;
    private const uint LeafMask = (1u << LeafShift) - 1;

    private readonly NativeBlock _root;
    private readonly uint _leafCount;
    private long _pages;

    public PageTree(uint pageCount)
    {
        _leafCount = (pageCount + LeafMask) >> LeafShift;
        _root = new NativeBlock((nuint)_leafCount * (nuint)sizeof(nint));
    }

    /// <summary>Pages of the tree.</summary>
    public long Pages => Volatile.Read(ref _pages);

    /// <summary>The page at an index, or null if it was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Find(uint index)
    {
        nint* leaf = (nint*)Volatile.Read(ref ((nint*)_root.Start)[index >> LeafShift]);
        return leaf == null ? null : (byte*)Volatile.Read(ref leaf[index & LeafMask]);
    }

    /// <summary>The page at an index, created as zeros if need be; null when the host refuses memory.</summary>
    public byte* FindOrCreate(uint index)
    {
        byte* page = Find(index);
        if (page != null)
            return page;
        nint* leaf = (nint*)Publish(
            ref ((nint*)_root.Start)[index >> LeafShift],
            (int)(LeafMask + 1) * sizeof(nint),
            out _
        );
        if (leaf == null)
            return null;
        page = (byte*)Publish(ref leaf[index & LeafMask], PageSize.Bytes, out bool created);
        if (created)
            Interlocked.Increment(ref _pages);
        return page;
    }

    /// <summary>Zeroes all pages; they stay.</summary>
    public void Clear()
    {
        nint* root = (nint*)_root.Start;
        for (uint i = 0; i < _leafCount; i++)
        {
            nint* leaf = (nint*)root[i];
            for (uint j = 0; leaf != null && j <= LeafMask; j++)
            {
                if (leaf[j] != 0)
                    NativeMemory.Clear((void*)leaf[j], PageSize.Bytes);
            }
        }
    }

    /// <summary>Frees all pages. Nobody may use the tree any more.</summary>
    public void Dispose()
    {
        nint* root = (nint*)_root.Start;
        for (uint i = 0; i < _leafCount; i++)
        {
            nint* leaf = (nint*)root[i];
            if (leaf == null)
                continue;
            for (uint j = 0; j <= LeafMask; j++)
                NativeMemory.Free((void*)leaf[j]);
            NativeMemory.Free(leaf);
        }
        _root.Dispose();
    }

    /// <summary>What a place holds; if nothing, zeroed memory that is put there first.</summary>
    private static void* Publish(ref nint place, int bytes, out bool created)
    {
        created = false;
        nint seen = Volatile.Read(ref place);
        if (seen != 0)
            return (void*)seen;
        nint fresh;
        try
        {
            fresh = (nint)NativeMemory.AllocZeroed((nuint)bytes);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
        // Another writer may have been first since the look above; then its memory counts, and this goes back.
        seen = Interlocked.CompareExchange(ref place, fresh, 0);
        created = seen == 0;
        if (created)
            return (void*)fresh;
        NativeMemory.Free((void*)fresh);
        return (void*)seen;
    }
}
