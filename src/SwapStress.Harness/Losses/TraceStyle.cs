namespace SwapStress.Harness.Losses;

/// <summary>How a window becomes a process of a trace.</summary>
/// <param name="UsPerTime">Microseconds that one unit of an event's time takes in the trace.</param>
/// <param name="Names">How its threads are called.</param>
internal sealed record TraceStyle(double UsPerTime, InterleavingStyle Names)
{
    /// <summary>Real threads and real times, which are in nanoseconds.</summary>
    public static TraceStyle Timed { get; } = new(1e-3, InterleavingStyle.Timed);
}
