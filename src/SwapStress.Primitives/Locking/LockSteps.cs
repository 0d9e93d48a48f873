using SwapStress.Primitives.Scheduling;

namespace SwapStress.Primitives.Locking;

/// <summary>The kind of step that taking a lock is.</summary>
internal static class LockSteps
{
    public static StepKind StepOf(this LockRank rank) =>
        rank switch
        {
            LockRank.Folio => StepKind.FolioLock,
            LockRank.PageTable => StepKind.PageTableLock,
            LockRank.SwapSlotCache or LockRank.SwapAllocator => StepKind.AllocatorLock,
            LockRank.SwapCluster => StepKind.ClusterLock,
            LockRank.ZswapTree or LockRank.ZswapLru => StepKind.ZswapLock,
            _ => StepKind.DeviceLock,
        };
}
