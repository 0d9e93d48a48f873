namespace SwapStress.Harness.Workers;

/// <summary>Why a run ends before its last round.</summary>
public enum StopReason
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Its time is up.</summary>
    Duration,

    /// <summary>The user, or the system, asked for it.</summary>
    Interrupted,

    /// <summary>A worker failed.</summary>
    Failure,
}

/// <summary>Tells every thread of a run to stop. The first reason stays.</summary>
public sealed class StopFlag
{
    private int _reason;

    /// <summary>Whether to stop; a plain read, for each worker's every page.</summary>
    public bool IsRequested => Volatile.Read(ref _reason) != (int)StopReason.None;

    /// <summary>The first reason that was given.</summary>
    public StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>Asks every thread to stop; later calls change nothing.</summary>
    public void Request(StopReason reason) =>
        Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None);
}
