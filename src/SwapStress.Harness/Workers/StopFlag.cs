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
/// <param name="outer">Stops whoever looks at this one too; null for none.</param>
internal sealed class StopFlag(StopFlag? outer = null)
{
    private int _reason;
    private bool _isInterrupted;

    /// <summary>Whether to stop; plain reads, for each worker's every page.</summary>
    public bool IsRequested => Volatile.Read(ref _reason) != (int)StopReason.None || outer is { IsRequested: true };

    /// <summary>The first reason that was given.</summary>
    public StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>Whether the user, or the system, asked for it, be it for another reason first.</summary>
    public bool IsInterrupted => Volatile.Read(ref _isInterrupted);

    /// <summary>Asks every thread to stop; later calls change nothing but <see cref="IsInterrupted"/>.</summary>
    public void Request(StopReason reason)
    {
        if (reason == StopReason.Interrupted)
            Volatile.Write(ref _isInterrupted, value: true);
        Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None);
    }
}
