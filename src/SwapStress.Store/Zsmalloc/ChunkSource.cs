using System.Runtime.InteropServices;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Where zspages come from: the host's allocator, which takes freed ones back. Tests replace it by one that refuses.
/// </summary>
public unsafe class ChunkSource
{
    private const int ReclaimRetries = 3;

    /// <summary>Takes memory aligned to 16 bytes.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="mayWait">
    /// Whether the caller may sleep (<c>__GFP_DIRECT_RECLAIM</c>): the host is then given a moment to find memory, and
    /// asked again.
    /// </param>
    /// <returns>Its address, or null when the host refuses.</returns>
    public virtual void* TryAllocate(int bytes, bool mayWait)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return NativeMemory.Alloc((nuint)bytes);
            }
            catch (OutOfMemoryException) when (!mayWait || attempt == ReclaimRetries)
            {
                return null;
            }
            catch (OutOfMemoryException)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Gives memory back.</summary>
    public virtual void Free(void* chunk) => NativeMemory.Free(chunk);
}
