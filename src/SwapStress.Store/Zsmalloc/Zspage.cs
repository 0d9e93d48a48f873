using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The head of a zspage, in the descriptor of its first page. Its pages are one contiguous run here, so an object never
/// lies in two places and is read where it is, without the kernel's copy for objects that span two pages.
/// </summary>
/// <remarks>
/// Each object starts with a word: while allocated its handle and a tag, while free the index of the next free
/// object. In a huge zspage the one object fills the page and the word is <see cref="HugeHeader"/>. All fields belong
/// to the lock of the size class.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal unsafe struct Zspage
{
    /// <summary>The tag in the word of an allocated object (<c>OBJ_ALLOCATED_TAG</c>).</summary>
    public const ulong AllocatedTag = 1;

    /// <summary>No next free object.</summary>
    public const int NoObject = -1;

    public Zspage* Previous;
    public Zspage* Next;
    public ulong HugeHeader;
    public short InUse;
    public short FirstFree;
    public byte Fullness;
    public byte ClassIndex;

    /// <summary>The first byte of the first page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Data(Zspage* zspage) => SlabPage.Data(zspage);
}
