using System.Runtime.InteropServices;
using SwapStress.Harness.Kernel;
using SwapStress.Primitives;

namespace SwapStress.Stress.SwapIn;

/// <summary>Where the kernel has this process's pages (/proc/self/pagemap). Only root is shown slots.</summary>
internal static unsafe class PageMap
{
    private const string File = "/proc/self/pagemap";
    private const ulong IsSwapped = 1UL << 62;
    private const ulong EntryMask = (1UL << 55) - 1;
    private const int TypeBits = 5;

    /// <summary>The slots of a mapping that is paged out; null where the kernel does not show them.</summary>
    public static SlotLayout? ReadSlots(AnonymousMapping mapping)
    {
        var slots = new long[mapping.PageCount];
        try
        {
            using FileStream file = new(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            file.Position = (long)((nuint)mapping.Page(0) / PageSize.Bytes * sizeof(ulong));
            file.ReadExactly(MemoryMarshal.AsBytes(slots.AsSpan()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        bool isShown = false;
        foreach (ref long slot in slots.AsSpan())
        {
            ulong entry = (ulong)slot;
            // The device's number in the low bits, then the slot.
            slot = (entry & IsSwapped) != 0 ? (long)((entry & EntryMask) >> TypeBits) : -1;
            isShown |= slot > 0;
        }
        return isShown ? SlotLayout.Of(slots) : null;
    }
}
