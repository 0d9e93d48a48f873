using System.Diagnostics;
using SwapStress.Paging.Fault;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Sync;

/// <summary>Sleeping a timer tick (<c>schedule_timeout_uninterruptible(1)</c>).</summary>
internal static class Tick
{
    /// <summary>Sleeps; in the explorer it takes no time, and others may go first.</summary>
    /// <param name="tickNs">A tick.</param>
    /// <param name="fault">The fault that sleeps.</param>
    /// <param name="loop">The loop that will look again.</param>
    public static void Sleep(long tickNs, ref FaultContext fault, ref RetryLoop loop)
    {
        LockOrder.AssertMaySleep();
        long start = Stopwatch.GetTimestamp();
        fault.HasBackedOff = true;
        if (!SchedulePoint.BackOff(StepKind.Yield, ref loop))
            PreciseSleep.For(tickNs);
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
