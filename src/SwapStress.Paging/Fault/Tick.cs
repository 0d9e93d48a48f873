using System.Diagnostics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Fault;

/// <summary>Sleeping a timer tick (<c>schedule_timeout_uninterruptible(1)</c>).</summary>
internal static class Tick
{
    public static void Sleep(long tickNs, ref FaultContext fault)
    {
        LockOrder.AssertMaySleep();
        long start = Stopwatch.GetTimestamp();
        PreciseSleep.For(tickNs);
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
