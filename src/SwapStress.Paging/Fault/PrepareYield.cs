using System.Diagnostics;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Fault;

/// <summary>Losers give the processor away before they fault again (patch v3: <c>schedule()</c>).</summary>
public sealed class PrepareYield : PrepareRefault
{
    /// <inheritdoc/>
    public override string Name => "prepare-yield";

    /// <inheritdoc/>
    public override string Summary => "swapcache_prepare, losers yield";

    /// <inheritdoc/>
    public override string Source => "patch v3";

    private protected override void Relax(ref FaultContext fault)
    {
        long start = Stopwatch.GetTimestamp();
        fault.HasBackedOff = true;
        SchedulePoint.Yield(ref fault.Loop);
        fault.WaitNs += Clock.NanosecondsSince(start);
    }
}
