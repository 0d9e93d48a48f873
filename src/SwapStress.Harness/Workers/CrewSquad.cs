namespace SwapStress.Harness.Workers;

/// <summary>
/// Threads of a crew that wait at the same gates. They are released squad by squad, which takes no longer than all
/// through one gate, and leave squad by squad, the last ones first.
/// </summary>
internal sealed class CrewSquad : IDisposable
{
    /// <summary>Threads of a full squad.</summary>
    public const int Size = 256;

    /// <summary>
    /// Even runs open the first gate, odd ones the second; the other is shut again meanwhile. A monitor would make
    /// thousands of threads queue for its lock as they wake: 14,600 took 8 s, and take half a second so.
    /// </summary>
    private readonly ManualResetEvent[] _gates = [new(initialState: false), new(initialState: false)];

    /// <summary>Releases the threads for a run.</summary>
    /// <param name="run">Number of the run, from 0.</param>
    public void Open(int run)
    {
        // Nobody waits at the other gate: every thread passed it before the last run ended.
        _gates[(run + 1) & 1].Reset();
        _gates[run & 1].Set();
    }

    /// <summary>Waits for the release.</summary>
    /// <param name="run">Number of the run, from 0.</param>
    public void Await(int run) => _gates[run & 1].WaitOne();

    /// <summary>Frees the gates, at which nobody may wait.</summary>
    public void Dispose()
    {
        foreach (ManualResetEvent gate in _gates)
            gate.Dispose();
    }
}
