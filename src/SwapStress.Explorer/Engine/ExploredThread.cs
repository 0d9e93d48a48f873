using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Engine;

/// <summary>What the engine knows of one of its threads, and what that thread's schedule points call.</summary>
internal sealed class ExploredThread(ScheduleEngine engine, int index) : IStepScheduler
{
    /// <summary>This thread, as a bit.</summary>
    public readonly uint Bit = 1u << index;

    /// <summary>The lock it waits for, or 0.</summary>
    public long WaitsFor;

    /// <summary>The lock it is about to take, or 0: it stands right before it.</summary>
    public long Wants;

    /// <summary>Whom it lets go first.</summary>
    public uint GivesWayTo;

    /// <summary>The loop that it has gone on from, as long as nobody else has taken a step since; else 0.</summary>
    public long Loop;

    /// <summary>What it waited for there.</summary>
    public StepKind LoopKind;

    /// <summary>It has come to its first point.</summary>
    public bool HasBegun;

    /// <summary>It is on its way out of a schedule that has ended: its points do nothing.</summary>
    public bool IsLeaving;

    public int ThreadIndex => index;

    /// <summary>A schedule begins.</summary>
    public void Reset()
    {
        WaitsFor = 0;
        Wants = 0;
        GivesWayTo = 0;
        Loop = 0;
        HasBegun = false;
        IsLeaving = false;
    }

    public void Before(StepKind kind, long target) => engine.Before(this, kind, target);

    public void BeforeLock(StepKind kind, long target) => engine.BeforeLock(this, kind, target);

    public void BackOff(StepKind kind, ref RetryLoop retry) => engine.BackOff(this, kind, ref retry);

    public void WaitFor(long target) => engine.WaitFor(this, target);

    public void Acquired(long target) => engine.Acquired(this, target);

    public void Released(long target) => engine.Released(target);
}
