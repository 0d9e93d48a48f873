using System.Runtime.InteropServices;

namespace SwapStress.Explorer.Engine;

/// <summary>
/// Whose turn it is. The thread that has it gives it away; all others wait, first spinning, because a thread that is
/// woken up comes some 30 us late and one that spins 0.1 us.
/// </summary>
internal sealed class Turn(int waiterCount) : IDisposable
{
    /// <summary>Rounds of spinning, at about 20 ns, where there is a processor for everybody.</summary>
    private const int SpinsMax = 5_000;

    /// <summary>
    /// Rounds where there seems not to be. Then the others cannot go on while this thread spins, and the processor is
    /// given away.
    /// </summary>
    private const int SpinsMin = 20;

    /// <summary>Rounds of yielding, at about 300 ns.</summary>
    private const int YieldsMax = 500;

    private readonly AutoResetEvent[] _wakeUps =
    [
        .. Enumerable.Range(0, waiterCount).Select(_ => new AutoResetEvent(initialState: false)),
    ];
    private readonly bool[] _isParked = new bool[waiterCount];
    private PaddedInt _holder = new() { Value = -1 };

    /// <summary>Rounds of spinning: fewer after each time in vain, more after each that was not. Only a guess.</summary>
    private int _spins = Environment.ProcessorCount > 1 ? SpinsMax : SpinsMin;

    /// <summary>Gives the turn to a waiter.</summary>
    public void GiveTo(int waiter)
    {
        Volatile.Write(ref _holder.Value, waiter);
        // Without the barrier the look at the flag could come before the write is seen: the waiter would park, having
        // seen the old holder, and nobody would wake it.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isParked[waiter]))
            _wakeUps[waiter].Set();
    }

    /// <summary>Waits for the turn.</summary>
    public void Await(int waiter)
    {
        int spins = _spins;
        for (int i = 0; i < spins; i++)
        {
            if (Volatile.Read(ref _holder.Value) == waiter)
            {
                if (spins < SpinsMax)
                    _spins = Math.Min(SpinsMax, spins + (spins / 4));
                return;
            }
            Thread.SpinWait(1);
        }
        _spins = Math.Max(SpinsMin, spins / 2);
        for (int i = 0; i < YieldsMax; i++)
        {
            if (Volatile.Read(ref _holder.Value) == waiter)
                return;
            Thread.Yield();
        }
        Park(waiter);
    }

    /// <summary>Nobody may wait any more.</summary>
    public void Dispose()
    {
        foreach (AutoResetEvent wakeUp in _wakeUps)
            wakeUp.Dispose();
    }

    private void Park(int waiter)
    {
        Volatile.Write(ref _isParked[waiter], true);
        Interlocked.MemoryBarrier();
        while (Volatile.Read(ref _holder.Value) != waiter)
            _wakeUps[waiter].WaitOne();
        Volatile.Write(ref _isParked[waiter], false);
    }

    /// <summary>Alone on its cache lines.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct PaddedInt
    {
        [FieldOffset(128)]
        public int Value;
    }
}
