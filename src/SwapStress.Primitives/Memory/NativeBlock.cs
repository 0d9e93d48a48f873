using System.Runtime.InteropServices;

namespace SwapStress.Primitives.Memory;

/// <summary>
/// A zeroed, aligned block of native memory. Large blocks are backed by the host lazily: what nobody touched costs
/// address space only, and on Windows counts against the commit limit. Blocks of a huge page and more ask the host for huge pages: frames and pools of the kernel, too,
/// are reached through its direct map and do not cost a TLB miss each.
/// </summary>
public sealed unsafe partial class NativeBlock : IDisposable
{
    /// <summary>Size and alignment of a huge page on x86-64 and on arm64 with 4 KiB pages.</summary>
    public const int HugePageBytes = 2 << 20;

    private const int MadviseDontNeed = 4;
    private const int MadviseFreeOnApple = 5;
    private const int MadviseHugePage = 14;
    private const int MadviseNoHugePage = 15;

    private byte* _allocation;
    private byte* _start;

    /// <summary>Takes <paramref name="length"/> zeroed bytes.</summary>
    /// <param name="length">Bytes; zero is allowed.</param>
    /// <param name="alignment">A power of two; raised to that of a huge page for blocks of at least that size.</param>
    /// <exception cref="OutOfMemoryException">The host refuses.</exception>
    public NativeBlock(nuint length, nuint alignment = PageSize.Bytes)
    {
        Length = length;
        if (length >= HugePageBytes)
            alignment = HugePageBytes;
        // calloc hands out untouched pages of the host for large blocks; an aligned allocation that is cleared
        // afterwards would touch them all.
        _allocation = (byte*)NativeMemory.AllocZeroed(length + alignment);
        _start = (byte*)(((nuint)_allocation + alignment - 1) & ~(alignment - 1));
        if (length >= HugePageBytes && OperatingSystem.IsLinux())
        {
            // Advice only: where the host has no huge pages the result is an error that changes nothing.
            _ = Madvise(_start, length & ~(nuint)(HugePageBytes - 1), MadviseHugePage);
        }
    }

    /// <summary>Bytes in the block.</summary>
    public nuint Length { get; }

    /// <summary>The first byte.</summary>
    public byte* Start => _start;

    /// <summary>Zeroes the block.</summary>
    public void Clear() => NativeMemory.Clear(_start, Length);

    /// <summary>
    /// Gives the memory of some pages of a block of whole huge pages back to the host, until they are touched again. What
    /// they hold is unspecified from then on.
    /// </summary>
    /// <param name="start">The first byte, at the start of a page of the host.</param>
    /// <param name="length">Bytes, whole pages of the host within one huge page.</param>
    /// <returns>False if the host did not take them; then nothing has changed.</returns>
    public static bool TryGiveBack(void* start, nuint length)
    {
        if (OperatingSystem.IsWindows())
            return DiscardVirtualMemory(start, length) == 0;
        if (OperatingSystem.IsMacOS())
            return Madvise(start, length, MadviseFreeOnApple) == 0;
        // Else khugepaged fills the hole again when it makes a huge page of what is left. Advised for all of it: a part
        // would become a mapping of its own, of which a process can have only so many.
        _ = Madvise((byte*)((nuint)start & ~(nuint)(HugePageBytes - 1)), HugePageBytes, MadviseNoHugePage);
        return Madvise(start, length, MadviseDontNeed) == 0;
    }

    /// <summary>Frees the block. Nobody may use it any more.</summary>
    public void Dispose()
    {
        byte* allocation = _allocation;
        _allocation = null;
        _start = null;
        NativeMemory.Free(allocation);
    }

    [LibraryImport("kernel32", EntryPoint = "DiscardVirtualMemory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint DiscardVirtualMemory(void* start, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* address, nuint length, int advice);
}
