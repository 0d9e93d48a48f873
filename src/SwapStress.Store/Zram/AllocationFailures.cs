using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Store.Zram;

/// <summary>Refuses some of the allocations that may not wait, by chance from a seed (<c>fail_page_alloc</c>).</summary>
internal sealed class AllocationFailures(ZramOptions options)
{
    /// <summary>A draw below this is a refusal; 0 for none.</summary>
    private readonly ulong _threshold = ThresholdOf(options.AllocationFailurePercent);
    private readonly ulong _seed = options.FailureSeed;
    private readonly long _waitNs = options.AllocationWaitNs;
    private long _draws;

    /// <summary>Whether the next allocation is refused.</summary>
    public bool IsNext() =>
        _threshold != 0 && SplitMix64.At(_seed, (ulong)Interlocked.Increment(ref _draws)) >> 1 < _threshold;

    /// <summary>What a refused allocation waits for before it is granted; nothing where none is refused on purpose.</summary>
    public void WaitForMemory()
    {
        LockOrder.AssertMaySleep();
        if (_threshold != 0 && !SchedulePoint.Pause(StepKind.MemoryWait))
            PreciseSleep.For(_waitNs);
    }

    /// <summary>Begins again with the first draw.</summary>
    public void Rewind() => _draws = 0;

    private static ulong ThresholdOf(double percent)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A rate is 0 to 100 percent.");
        return (ulong)(percent / 100 * (1UL << 63));
    }
}
