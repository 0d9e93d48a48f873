using System.Numerics;
using System.Runtime.InteropServices;

namespace SwapStress.Harness.Workers;

/// <summary>
/// The hash table in which the kernel keeps this process's futexes, and so every parked thread of .NET. From Linux
/// 6.16 on each process has one of its own, of 4 buckets a processor at most: with 65,536 threads parked on 2
/// processors each wake-up walks a list of 4,096. Older kernels have one large table for all, and no such call.
/// </summary>
internal static partial class FutexHash
{
    // include/uapi/linux/prctl.h
    private const int PrFutexHash = 78;
    private const nuint SetSlots = 1;
    private const nuint GetSlots = 2;

    /// <summary>Makes a bucket for each thread, where the kernel can and has fewer. It stays until the process ends.</summary>
    /// <param name="threads">Threads that can be parked at once.</param>
    public static void WidenFor(int threads)
    {
        if (!OperatingSystem.IsLinux())
            return;
        uint wanted = BitOperations.RoundUpToPowerOf2((uint)Math.Max(threads, 2));
        if (Slots is { } slots && slots < wanted)
            _ = Prctl(PrFutexHash, SetSlots, wanted, 0, 0);
    }

    /// <summary>Buckets of this process; null where the kernel has none of its own for it.</summary>
    public static int? Slots =>
        OperatingSystem.IsLinux() && Prctl(PrFutexHash, GetSlots, 0, 0, 0) is > 0 and var slots ? slots : null;

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint operation, nuint first, nuint second, nuint third);
}
