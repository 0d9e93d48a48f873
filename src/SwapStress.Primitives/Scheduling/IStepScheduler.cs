namespace SwapStress.Primitives.Scheduling;

/// <summary>Decides at each <see cref="SchedulePoint"/> which thread goes on; one runs at a time.</summary>
public interface IStepScheduler
{
    /// <summary>Which of its threads this is, from 0; stands in for the processor.</summary>
    int ThreadIndex { get; }

    /// <summary>A step is about to be taken. Returns when it is this thread's turn.</summary>
    void Before(StepKind kind, long target);

    /// <summary>A lock is about to be taken, by waiting if need be. Returns when it is this thread's turn and the lock is free.</summary>
    void BeforeLock(StepKind kind, long target);

    /// <summary>Others may go first, and must if this thread goes round a loop in vain.</summary>
    void BackOff(StepKind kind, ref RetryLoop retry);

    /// <summary>Waits until a lock has been dropped.</summary>
    void WaitFor(long target);

    /// <summary>A lock was taken.</summary>
    void Acquired(long target);

    /// <summary>A lock was dropped.</summary>
    void Released(long target);
}
