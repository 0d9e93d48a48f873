using System.Diagnostics;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// Tells how long the whole process was stopped, by SIGSTOP or a cgroup's freezer: time went by and it had no processor. What
/// a stopped clock does not count, such as the sleep of the machine, is in no latency either.
/// </summary>
/// <remarks>A process that lacks a processor because its own threads have them all uses those.</remarks>
/// <param name="now">The time, which goes on meanwhile.</param>
/// <param name="processorTime">What the process has used so far.</param>
/// <param name="processors">Processors that it can use at once.</param>
internal sealed class SuspensionClock(Func<TimeSpan> now, Func<TimeSpan> processorTime, int processors)
{
    /// <summary>From one look to the next at most, if nothing is the matter.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A gap shorter than this, besides the tick, is the scheduler's.</summary>
    private static readonly TimeSpan GapMin = TimeSpan.FromSeconds(1);

    private TimeSpan _last = now();
    private TimeSpan _used = processorTime();

    /// <summary>The clock of this process.</summary>
    public SuspensionClock()
        : this(() => Stopwatch.GetElapsedTime(0), () => Environment.CpuUsage.TotalTime, Environment.ProcessorCount) { }

    /// <summary>Looks; at least once a second.</summary>
    /// <returns>How long the process was stopped since the last look; zero for not at all.</returns>
    public TimeSpan Look()
    {
        TimeSpan gap = now() - _last;
        TimeSpan used = processorTime() - _used;
        _last += gap;
        _used += used;
        TimeSpan stopped = gap - Tick;
        // Before and after it was stopped it ran for a tick at most; a twentieth is what others leave to a process that is not.
        return stopped >= GapMin && used <= (Tick * processors) + (gap / 20) ? stopped : TimeSpan.Zero;
    }
}
