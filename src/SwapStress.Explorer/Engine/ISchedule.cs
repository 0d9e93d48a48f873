namespace SwapStress.Explorer.Engine;

/// <summary>Decides which thread goes on, wherever more than one could.</summary>
internal interface ISchedule
{
    /// <summary>A schedule is about to begin.</summary>
    void Begin();

    /// <summary>Chooses a thread.</summary>
    /// <param name="runnable">A bit for each thread that can go on.</param>
    /// <param name="current">The thread that ran last; −1 before the first.</param>
    /// <param name="mayStay">Whether that thread can go on: then any other choice is a preemption.</param>
    /// <returns>The thread, which must be one of the runnable ones.</returns>
    int Choose(uint runnable, int current, bool mayStay);

    /// <summary>
    /// A thread has gone round a loop in vain: all is as it was when it began, and so whatever can follow from here could
    /// have followed there.
    /// </summary>
    void Repeats() { }
}
