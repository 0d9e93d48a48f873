using System.Diagnostics;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Store;

/// <summary>How a device waits after a read.</summary>
public enum DelayKind
{
    /// <summary>Burn processor time, as the reproducer's patched brd does (<c>mdelay</c>).</summary>
    Spin,

    /// <summary>Give the processor away, as a device that interrupts when it is done.</summary>
    Sleep,
}

/// <summary>
/// A pause after the data was copied out of the device and before the reader sees it: stale data in hand for that
/// long. The reproducer patches brd to do so; it widens the window of the race without changing any step.
/// </summary>
/// <param name="Nanoseconds">How long; zero for none.</param>
/// <param name="Kind">Whether the thread spins or sleeps.</param>
public readonly record struct ReadDelay(long Nanoseconds, DelayKind Kind)
{
    /// <summary>No pause.</summary>
    public static ReadDelay None => default;

    /// <summary>Waits; returns at once when there is no delay.</summary>
    public void Wait()
    {
        if (Nanoseconds <= 0 || SchedulePoint.Pause(StepKind.Delay))
            return;
        if (Kind == DelayKind.Sleep)
        {
            PreciseSleep.For(Nanoseconds);
            return;
        }
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalNanoseconds < Nanoseconds)
            Thread.SpinWait(8);
    }
}
