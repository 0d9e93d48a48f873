using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SwapStress.Harness.Runs;

/// <summary>
/// Gives memory that nobody uses any more back to the system, between rounds, when no worker runs and nothing is measured: what
/// rounds left to the garbage collector, and what native code freed. The working set of a run of hours then tells what the run
/// holds, and not when the collector came by, or how much an arena of glibc's allocator ever gave out at once.
/// </summary>
internal sealed partial class MemoryTidying
{
    /// <summary>The part of a run that it takes at most; with thousands of threads the collector has many stacks to look at.</summary>
    private const int Fraction = 1000;

    private readonly TimeSpan _pauseMin;
    private TimeSpan _pause;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>For a run.</summary>
    /// <param name="pauseMin">So much time at least is between two times.</param>
    public MemoryTidying(TimeSpan pauseMin)
    {
        _pauseMin = pauseMin;
        _pause = pauseMin;
    }

    /// <summary>The same every ten seconds, for some milliseconds.</summary>
    public MemoryTidying()
        : this(TimeSpan.FromSeconds(10)) { }

    /// <summary>Gives it back, unless that was done a short while ago.</summary>
    public bool BetweenRounds()
    {
        if (Stopwatch.GetElapsedTime(_last) < _pause)
            return false;
        long begin = Stopwatch.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TrimAllocator();
        _last = Stopwatch.GetTimestamp();
        TimeSpan took = Stopwatch.GetElapsedTime(begin, _last);
        _pause = took * Fraction > _pauseMin ? took * Fraction : _pauseMin;
        return true;
    }

    /// <summary>Does nothing where the allocator is another than glibc's.</summary>
    private static void TrimAllocator()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl gives back by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keepBytes);
}
