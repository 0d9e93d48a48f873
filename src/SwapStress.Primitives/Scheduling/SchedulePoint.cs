using System.Runtime.CompilerServices;

namespace SwapStress.Primitives.Scheduling;

/// <summary>
/// Where another thread could run next: before each lock, each unlocked access to shared state, each copy to or from a
/// device, and wherever a thread waits. In the explorer a scheduler decides there; anywhere else the calls are compiled
/// away.
/// </summary>
/// <remarks>
/// <see cref="IsControlled"/> is a static readonly field, which the just-in-time compiler treats as a constant once the
/// class is initialised: code compiled after that has no trace of a point. So the switch is set before any of the
/// model's code runs, for the whole process, or never.
/// </remarks>
public static class SchedulePoint
{
    /// <summary>The name of the <see cref="AppContext"/> switch that makes this process an explorer.</summary>
    public const string SwitchName = "SwapStress.Explore";

    /// <summary>Whether this process explores.</summary>
    public static readonly bool IsControlled = AppContext.TryGetSwitch(SwitchName, out bool isOn) && isOn;

    [ThreadStatic]
    private static IStepScheduler? _scheduler;

    /// <summary>Threads that one scheduler can have.</summary>
    public const int ThreadsMax = 8;

    /// <summary>The number of this thread in its scheduler; 0 for a thread that is not explored.</summary>
    public static int ThreadIndex => _scheduler?.ThreadIndex ?? 0;

    /// <summary>Puts this thread under a scheduler, or with null takes it back.</summary>
    /// <exception cref="InvalidOperationException">The process does not explore.</exception>
    public static void Control(IStepScheduler? scheduler)
    {
        if (!IsControlled)
            throw new InvalidOperationException($"The switch {SwitchName} was not set when the process began.");
        _scheduler = scheduler;
    }

    /// <summary>A step is about to be taken that other threads can see, or that sees what they do.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="target">What it works on: a page, a slot, a frame or a lock, as the kind says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Before(StepKind kind, long target = 0)
    {
        if (IsControlled)
            _scheduler?.Before(kind, target);
    }

    /// <summary>As <see cref="Before"/>, where the thread will wait if the lock is held.</summary>
    /// <param name="kind">Which kind of lock.</param>
    /// <param name="target">The lock.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeforeLock(StepKind kind, long target)
    {
        if (IsControlled)
            _scheduler?.BeforeLock(kind, target);
    }

    /// <summary>A lock was taken: nobody else can take it.</summary>
    /// <param name="target">The lock.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acquired(long target)
    {
        if (IsControlled)
            _scheduler?.Acquired(target);
    }

    /// <summary>A pause, in which others may do anything or nothing; it takes no time in the explorer.</summary>
    /// <param name="kind">What it is for.</param>
    /// <returns>False when this process does not explore: the thread then pauses in its own way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Pause(StepKind kind)
    {
        if (!IsControlled)
            return false;
        _scheduler?.Before(kind, target: 0);
        return true;
    }

    /// <summary>
    /// The thread has looked in vain and will look again: others may go first, and must if it has gone round the loop by
    /// itself, which changes nothing.
    /// </summary>
    /// <param name="kind">What it waits for.</param>
    /// <param name="loop">The loop that it goes round; see there what the caller promises.</param>
    /// <returns>False when nobody schedules this thread: it then waits in its own way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BackOff(StepKind kind, ref RetryLoop loop)
    {
        if (!IsControlled || _scheduler is not { } scheduler)
            return false;
        scheduler.BackOff(kind, ref loop);
        return true;
    }

    /// <summary>Lets other threads go first (<c>schedule()</c>).</summary>
    /// <param name="loop">As for <see cref="BackOff"/>.</param>
    public static void Yield(ref RetryLoop loop)
    {
        if (!BackOff(StepKind.Yield, ref loop))
            Thread.Yield();
    }

    /// <summary>Looks again in a moment: another thread is about to finish what it does.</summary>
    /// <param name="spinner">Waits where nobody schedules this thread.</param>
    /// <param name="loop">As for <see cref="BackOff"/>.</param>
    public static void Spin(ref SpinWait spinner, ref RetryLoop loop)
    {
        if (!BackOff(StepKind.Yield, ref loop))
            spinner.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>The thread found a lock held. Returns when it may be free.</summary>
    /// <param name="target">The lock, as in <see cref="Before"/>.</param>
    /// <returns>False when nobody schedules this thread: it then waits in its own way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool WaitFor(long target)
    {
        if (!IsControlled || _scheduler is not { } scheduler)
            return false;
        scheduler.WaitFor(target);
        return true;
    }

    /// <summary>A lock was dropped: those that wait for it can go on.</summary>
    /// <param name="target">The lock.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Released(long target)
    {
        if (IsControlled)
            _scheduler?.Released(target);
    }
}
