using System.Runtime.InteropServices;

namespace SwapStress.Stress.SwapIn;

/// <summary>
/// Keeps the calling thread on one processor: slots are allocated for each processor, and a thread that moves would
/// leave another layout behind than one that did not.
/// </summary>
internal static unsafe partial class ProcessorPin
{
    private const int WordsMax = 128;
    private const int BitsPerWord = 64;

    /// <summary>Pins the thread to one of the processors it may use; elsewhere than on Linux nothing happens.</summary>
    /// <param name="index">The first, the second..., from the first again when there are no more.</param>
    public static void PinThread(int index)
    {
        if (!OperatingSystem.IsLinux())
            return;
        ulong* allowed = stackalloc ulong[WordsMax];
        int bytes = WordsMax * sizeof(ulong);
        if (GetAffinity(0, (nuint)bytes, allowed) != 0)
            return;
        int count = 0;
        for (int word = 0; word < WordsMax; word++)
            count += System.Numerics.BitOperations.PopCount(allowed[word]);
        int chosen = count == 0 ? -1 : ProcessorAt(allowed, index % count);
        if (chosen < 0)
            return;
        ulong* mask = stackalloc ulong[WordsMax];
        new Span<ulong>(mask, WordsMax).Clear();
        mask[chosen / BitsPerWord] = 1UL << (chosen % BitsPerWord);
        // Where it fails the thread stays free, and the layouts tell.
        _ = SetAffinity(0, (nuint)bytes, mask);
    }

    private static int ProcessorAt(ulong* allowed, int rank)
    {
        for (int processor = 0; processor < WordsMax * BitsPerWord; processor++)
        {
            if ((allowed[processor / BitsPerWord] >> (processor % BitsPerWord) & 1) != 0 && rank-- == 0)
                return processor;
        }
        return -1;
    }

    // glibc's wrappers: 0, or -1 on failure.
    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, ulong* mask);
}
