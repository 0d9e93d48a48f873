namespace SwapStress.Primitives.Scheduling;

/// <summary>
/// A loop that looks in vain until another thread has done something, as its <see cref="SchedulePoint.BackOff"/> names it.
/// A new one for each time that the code comes to such a loop; <c>default</c> is one.
/// </summary>
/// <remarks>
/// Whoever backs off at the same loop again promises: if nobody else has taken a step since, all is as it was the last
/// time, this thread's own state included. Where that may not be so, <see cref="Restart"/> comes first.
/// </remarks>
public struct RetryLoop
{
    /// <summary>Its number within a schedule; 0 before its first back-off.</summary>
    public long Id { get; set; }

    /// <summary>This turn may have changed something: from here on it is another loop.</summary>
    public void Restart() => Id = 0;
}
