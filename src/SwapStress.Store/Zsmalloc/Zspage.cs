using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The head of a zspage; its pages follow at once. They are one contiguous piece here, so an object never lies in
/// two places and is read where it is, without the kernel's copy for objects that span two pages.
/// </summary>
/// <remarks>
/// Each object starts with a word: while allocated its handle and a tag, while free the index of the next free
/// object. In a huge zspage the one object fills the page and the word is <see cref="HugeHeader"/>. All fields belong
/// to the lock of the size class.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Zspage
{
    /// <summary>Bytes before the first page.</summary>
    public const int HeadBytes = 64;

    /// <summary>The tag in the word of an allocated object (<c>OBJ_ALLOCATED_TAG</c>).</summary>
    public const ulong AllocatedTag = 1;

    /// <summary>No next free object.</summary>
    public const int NoObject = -1;

    public Zspage* Previous;
    public Zspage* Next;
    public ulong HugeHeader;
    public int InUse;
    public int FirstFree;
    public int Fullness;
    public int ClassIndex;

    /// <summary>The first byte of the first page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Data(Zspage* zspage) => (byte*)zspage + HeadBytes;
}
