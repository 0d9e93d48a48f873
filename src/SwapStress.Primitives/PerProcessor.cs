using System.Runtime.CompilerServices;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Primitives;

/// <summary>
/// Shards by processor, for counters, histograms and free lists. A thread can move to another processor at any
/// moment, so a shard needs atomic operations or a lock; it only makes their contention rare.
/// </summary>
public static class PerProcessor
{
    /// <summary>
    /// In the explorer as many as it has threads: there each thread stands for a processor, on every machine the same.
    /// </summary>
    private static readonly int Mask =
        (int)
            System.Numerics.BitOperations.RoundUpToPowerOf2(
                (uint)(SchedulePoint.IsControlled ? SchedulePoint.ThreadsMax : Environment.ProcessorCount)
            ) - 1;

    /// <summary>Shards to allocate: a power of two, at least the processors of this machine.</summary>
    public static int Count => Mask + 1;

    /// <summary>The shard of the processor that runs this thread, probably.</summary>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (SchedulePoint.IsControlled ? SchedulePoint.ThreadIndex : Thread.GetCurrentProcessorId()) & Mask;
    }
}
