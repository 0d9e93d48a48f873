using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Rounds;

/// <summary>What this process takes from the machine at one moment: what must not grow over hours.</summary>
/// <param name="ManagedHeapBytes">The part of it that the garbage collector gives out, dead objects included.</param>
/// <param name="Handles">Open file descriptors; on Windows handles.</param>
/// <param name="Threads">Threads of the process, the runtime's own included.</param>
internal readonly record struct ProcessSample(long WorkingSetBytes, long ManagedHeapBytes, int Handles, int Threads)
{
    /// <summary>This process, now. Linux counts without looking at each thread, of which there may be 65,536.</summary>
    public static ProcessSample Take()
    {
        var files = new HostFiles();
        int? threads = (int?)files.ReadField("/proc/self/status", "Threads");
        if (threads is { } count)
            return new ProcessSample(
                Environment.WorkingSet,
                GC.GetTotalMemory(forceFullCollection: false),
                Directory.GetFileSystemEntries("/proc/self/fd").Length,
                count
            );
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new ProcessSample(
            process.WorkingSet64,
            GC.GetTotalMemory(forceFullCollection: false),
            process.HandleCount,
            process.Threads.Count
        );
    }
}
