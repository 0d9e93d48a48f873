namespace SwapStress.Harness.Rounds;

/// <summary>
/// Tells when a run has come to a stop. It counts looks, not time: a process that is stopped, or a machine that sleeps,
/// is no run that hangs.
/// </summary>
/// <param name="patience">How long nothing may change; null to wait for ever.</param>
/// <param name="tick">From one look to the next, at least.</param>
internal sealed class Watchdog(TimeSpan? patience, TimeSpan tick)
{
    private readonly double _looksMax = patience is { } time ? Math.Max(1, time / tick) : double.PositiveInfinity;
    private RunActivity _last;
    private int _looks;

    /// <summary>Looks once.</summary>
    /// <param name="now">What has been done so far.</param>
    /// <returns>Whether nothing was done for too long.</returns>
    public bool IsStalled(RunActivity now)
    {
        _looks = now == _last ? _looks + 1 : 0;
        _last = now;
        return _looks >= _looksMax;
    }
}
