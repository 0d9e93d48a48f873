namespace SwapStress.Explorer.Engine;

/// <summary>How a schedule came to its end.</summary>
internal enum ScheduleEnd
{
    /// <summary>Every thread did what it had to do.</summary>
    Finished,

    /// <summary>Threads are left, and each waits for a lock.</summary>
    Deadlock,

    /// <summary>The threads took more steps than a schedule may have: they wait for each other in turns.</summary>
    Livelock,

    /// <summary>A thread threw.</summary>
    Failed,
}
