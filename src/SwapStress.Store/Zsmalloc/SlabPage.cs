using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// What is known of one page of a slab (<c>struct page</c>). The first pages of a slab are the array of these, one for
/// each of its pages, so that address and descriptor follow from each other and a free page need not be touched.
/// <code>
///  0           8        16         17           18 ... 30          32
/// +-----------+--------+----------+------------+-----+------------+
/// | previous  | next   | returned | free pieces|     | run pages  |   free, or cut into pieces
/// +-----------+--------+----------+------------+-----+------------+
/// | head of the zspage that starts here              | run pages  |   in a zspage
/// +--------------------------------------------------+------------+
/// </code>
/// </summary>
/// <remarks>
/// All of it belongs to the lock of the <see cref="ChunkSource"/>, but a zspage's head, which is its size class's.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 1 << Shift)]
internal unsafe struct SlabPage
{
    private const int Shift = 5;

    /// <summary>Bytes of a slab, to which it is aligned.</summary>
    public const int SlabBytes = NativeBlock.HugePageBytes;

    /// <summary>Pages of a slab.</summary>
    public const int SlabPages = SlabBytes >> PageSize.Shift;

    /// <summary>Bytes of a descriptor.</summary>
    public const int Bytes = 1 << Shift;

    /// <summary>Pages at the start of a slab that hold the descriptors.</summary>
    public const int HeadPages = SlabPages * Bytes / PageSize.Bytes;

    [FieldOffset(0)]
    public Zspage Zspage;

    /// <summary>The run before this in its list of free runs, or the page before it in the list of those with free pieces.</summary>
    [FieldOffset(0)]
    public SlabPage* Previous;

    [FieldOffset(8)]
    public SlabPage* Next;

    /// <summary>The host has the free page back: it takes no memory until it is touched.</summary>
    [FieldOffset(16)]
    public bool IsReturned;

    /// <summary>The pieces of the page that are free, a bit each.</summary>
    [FieldOffset(17)]
    public byte FreePieces;

    /// <summary>
    /// At the first page and at the last of a run its length: positive if it is free, negative in use. 0 for the
    /// descriptors' own pages; anything in the middle of a run.
    /// </summary>
    [FieldOffset(30)]
    public short RunPages;

    /// <summary>The descriptor of the page at an address.</summary>
    public static SlabPage* Of(void* address)
    {
        nuint offset = (nuint)address & (SlabBytes - 1);
        return (SlabPage*)((nuint)address - offset + (offset >> PageSize.Shift << Shift));
    }

    /// <summary>The number of a page in its slab.</summary>
    public static int IndexOf(SlabPage* page) => (int)(((nuint)page & (SlabBytes - 1)) >> Shift);

    /// <summary>The address of a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Data(void* page)
    {
        nuint offset = (nuint)page & (SlabBytes - 1);
        return (byte*)((nuint)page - offset + (offset << (PageSize.Shift - Shift)));
    }
}
