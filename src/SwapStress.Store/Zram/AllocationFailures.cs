using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Store.Zram;

/// <summary>Refuses some of the allocations that may not wait, by chance from a seed (<c>fail_page_alloc</c>).</summary>
internal sealed class AllocationFailures(ZramOptions options)
{
    private readonly SeededChance _chance = new(options.AllocationFailurePercent, options.FailureSeed);
    private readonly long _waitNs = options.AllocationWaitNs;

    /// <summary>Whether the next allocation is refused.</summary>
    public bool IsNext() => _chance.Next();

    /// <summary>What a refused allocation waits for before it is granted; nothing where none is refused on purpose.</summary>
    public void WaitForMemory()
    {
        LockOrder.AssertMaySleep();
        if (_chance.IsPossible && !SchedulePoint.Pause(StepKind.MemoryWait))
            PreciseSleep.For(_waitNs);
    }

    /// <summary>Begins again with the first draw.</summary>
    public void Rewind() => _chance.Rewind();
}
