using System.Runtime.InteropServices;

namespace SwapStress.Harness.Kernel;

/// <summary>Tells whether the calling thread has taken page faults, by the kernel's own count of them.</summary>
internal static unsafe partial class ThreadFaults
{
    private const int RusageThread = 1;

    [ThreadStatic]
    private static long t_seen;

    /// <summary>
    /// Whether the calling thread has taken any fault since it last asked. The first answer of a thread is yes, as
    /// every thread has faulted by then.
    /// </summary>
    public static bool HaveRisen()
    {
        ResourceUsage usage;
        if (GetRusage(RusageThread, &usage) != 0)
            return true;
        long faults = usage.MinorFaults + usage.MajorFaults;
        bool haveRisen = faults != t_seen;
        t_seen = faults;
        return haveRisen;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, ResourceUsage* usage);

    /// <summary>struct rusage of 64-bit Linux: two timevals, then 14 longs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct ResourceUsage
    {
        [FieldOffset(64)]
        public long MinorFaults;

        [FieldOffset(72)]
        public long MajorFaults;
    }
}
