using System.Diagnostics;
using SwapStress.Paging.Fault;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Sync;

/// <summary>Losers give the processor away before they fault again (patch v3: <c>schedule()</c>).</summary>
internal sealed class PrepareYield : PrepareRefault
{
    public override string Name => "prepare-yield";

    public override string Summary => "swapcache_prepare, losers yield";

    public override string Source => "patch v3";

    private protected override void Relax(ref FaultContext fault)
    {
        long start = Stopwatch.GetTimestamp();
        fault.HasBackedOff = true;
        SchedulePoint.Yield(ref fault.Loop);
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
