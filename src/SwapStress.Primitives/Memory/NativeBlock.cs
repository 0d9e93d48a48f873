using System.Runtime.InteropServices;

namespace SwapStress.Primitives.Memory;

/// <summary>
/// A zeroed, aligned block of native memory. Large blocks are backed by the host lazily: a page that nobody touched
/// costs address space only.
/// </summary>
public sealed unsafe class NativeBlock : IDisposable
{
    private byte* _allocation;
    private byte* _start;

    /// <summary>Takes <paramref name="length"/> zeroed bytes.</summary>
    /// <param name="length">Bytes; zero is allowed.</param>
    /// <param name="alignment">A power of two; page alignment by default.</param>
    /// <exception cref="OutOfMemoryException">The host refuses.</exception>
    public NativeBlock(nuint length, nuint alignment = PageSize.Bytes)
    {
        Length = length;
        // calloc hands out untouched pages of the host for large blocks; an aligned allocation that is cleared
        // afterwards would touch them all.
        _allocation = (byte*)NativeMemory.AllocZeroed(length + alignment);
        _start = (byte*)(((nuint)_allocation + alignment - 1) & ~(alignment - 1));
    }

    /// <summary>Bytes in the block.</summary>
    public nuint Length { get; }

    /// <summary>The first byte.</summary>
    public byte* Start => _start;

    /// <summary>Frees the block. Nobody may use it any more.</summary>
    public void Dispose()
    {
        byte* allocation = _allocation;
        _allocation = null;
        _start = null;
        NativeMemory.Free(allocation);
    }
}
