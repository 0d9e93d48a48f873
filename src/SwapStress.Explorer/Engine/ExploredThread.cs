using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Engine;

/// <summary>What the engine knows of one of its threads, and what that thread's schedule points call.</summary>
internal sealed class ExploredThread(ScheduleEngine engine, int index) : IStepScheduler
{
    /// <summary>The lock it waits for, or 0.</summary>
    public long WaitsFor;

    /// <summary>It lets others go first.</summary>
    public bool HasBackedOff;

    /// <summary>
    /// Whom it lets go first: a bit for each thread that could go on then and has not taken a step since. Without this
    /// two threads that back off in turns could keep a third one from ever running.
    /// </summary>
    public uint GivesWayTo;

    /// <summary>It has come to its first point.</summary>
    public bool HasBegun;

    /// <summary>It is on its way out of a schedule that has ended: its points do nothing.</summary>
    public bool IsLeaving;

    public int ThreadIndex => index;

    public void Before(StepKind kind, long target) => engine.Before(this, kind, target);

    public void BackOff(StepKind kind) => engine.BackOff(this, kind);

    public void WaitFor(long target) => engine.WaitFor(this, target);

    public void Released(long target) => engine.Released(target);
}
