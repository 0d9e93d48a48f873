using System.Diagnostics;
using SwapStress.Paging.Fault;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Sync;

/// <summary>
/// Losers wait on one queue until some reader is done, a tick at most (01626a182302 "mm: avoid unconditional one-tick
/// sleep when swapcache_prepare fails", 6.12 on). The flag is taken after the folio was allocated, so that a slow
/// allocation does not hold up the losers. One queue for all entries: most wake-ups are meant for somebody else.
/// </summary>
/// <param name="tickNs">Length of a tick in nanoseconds: 1 s / HZ.</param>
internal sealed class PrepareWait(long tickNs) : PrepareRefault
{
    private readonly WaitQueue _queue = new();

    public override string Name => "prepare-wait";

    public override string Summary => "swapcache_prepare, losers wait on a queue, a tick at most";

    public override string Source => "6.12 on, 01626a182302";

    internal override bool AllocatesBeforeBegin => true;

    internal override void End(SwapArea area, SwapEntry entry)
    {
        base.End(area, entry);
        _queue.WakeAll();
    }

    private protected override void Relax(ref FaultContext fault)
    {
        LockOrder.AssertMaySleep();
        long start = Stopwatch.GetTimestamp();
        fault.HasBackedOff = true;
        // The timeout can come at any time, so the explorer need not tell a wake-up apart from it.
        if (!SchedulePoint.BackOff(StepKind.Yield, ref fault.Loop))
            _queue.Wait(tickNs);
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
