using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Versioning;

namespace SwapStress.Explorer.Engine;

/// <summary>
/// Whose turn it is. The thread that has it gives it away; all others wait, first spinning, because a thread that is
/// woken up comes some 30 us late and one that spins 0.1 us.
/// </summary>
internal sealed partial class Turn(int waiterCount) : IDisposable
{
    /// <summary>Rounds of spinning, at about 20 ns, where there is a processor for everybody.</summary>
    private const int SpinsMax = 8_000;

    /// <summary>
    /// Rounds where there seems not to be: as long as the others take for most schedules. They cannot go on while this
    /// thread spins, so then the processor is given away.
    /// </summary>
    private const int SpinsMin = 400;

    /// <summary>Rounds between two looks at whether spinning can help at all.</summary>
    private const int SpinsBetweenLooks = 32;

    /// <summary>Rounds of yielding, at about 300 ns.</summary>
    private const int YieldsMax = 500;

    private readonly AutoResetEvent[] _wakeUps =
    [
        .. Enumerable.Range(0, waiterCount).Select(_ => new AutoResetEvent(initialState: false)),
    ];
    private readonly bool[] _isParked = new bool[waiterCount];

    /// <summary>Which processor each waiter ran on when it last got the turn. Only a guess.</summary>
    private readonly PaddedInt[] _processors = new PaddedInt[waiterCount];
    private PaddedInt _holder = new() { Value = -1 };

    /// <summary>Rounds of spinning: fewer after each time in vain, more after each that was not. Only a guess.</summary>
    private int _spins = SpinsMax;

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
        if (!TrySpin(waiter) && !TryYield(waiter))
            Park(waiter);
        int processor = CurrentProcessor();
        // Written only when it changes, so that the line stays shared.
        if (_processors[waiter].Value != processor)
            _processors[waiter].Value = processor;
    }

    /// <summary>Nobody may wait any more.</summary>
    public void Dispose()
    {
        foreach (AutoResetEvent wakeUp in _wakeUps)
            wakeUp.Dispose();
    }

    private bool TrySpin(int waiter)
    {
        int spins = Environment.ProcessorCount > 1 ? _spins : 0;
        for (int i = 0; i < spins; i++)
        {
            int holder = Volatile.Read(ref _holder.Value);
            if (holder == waiter)
            {
                if (spins < SpinsMax)
                    _spins = Math.Min(SpinsMax, spins + (spins / 4));
                return true;
            }
            if (i % SpinsBetweenLooks == 0 && IsOnThisProcessor(holder))
                return false;
            if (X86Base.IsSupported)
                X86Base.Pause();
            else
                Thread.SpinWait(1);
        }
        _spins = Math.Max(SpinsMin, spins / 2);
        return false;
    }

    /// <summary>The one whose turn it is cannot run before this thread gives the processor away.</summary>
    private bool IsOnThisProcessor(int holder) =>
        holder >= 0
        && Volatile.Read(ref _processors[holder].Value) is >= 0 and var processor
        && processor == CurrentProcessor();

    /// <summary>The processor of this thread, or −1. The runtime's own answer can be thousands of calls old.</summary>
    private static int CurrentProcessor() => OperatingSystem.IsLinux() ? LinuxProcessor() : -1;

    /// <summary>
    /// A call without a transition is looked up when the method that has it is compiled, reached or not, and other systems
    /// have no such function: so it stands alone, in a method that they never compile.
    /// </summary>
    [SupportedOSPlatform("linux")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LinuxProcessor() => GetProcessor();

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    private static partial int GetProcessor();

    private bool TryYield(int waiter)
    {
        for (int i = 0; i < YieldsMax; i++)
        {
            if (Volatile.Read(ref _holder.Value) == waiter)
                return true;
            Thread.Yield();
        }
        return false;
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
