namespace SwapStress.Paging.Tests;

/// <summary>Parks the first thread that passes until the test opens the gate; later ones walk through.</summary>
internal sealed class Gate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _arrived = new();
    private readonly ManualResetEventSlim _open = new();
    private int _visitors;

    public void Pass()
    {
        if (Interlocked.Increment(ref _visitors) != 1)
            return;
        _arrived.Set();
        if (!_open.Wait(Patience))
            throw new TimeoutException("The gate was never opened.");
    }

    /// <summary>Waits until a thread is parked.</summary>
    public void AwaitParked() => Assert.True(_arrived.Wait(Patience), "No thread came to the gate.");

    public void Open() => _open.Set();
}
