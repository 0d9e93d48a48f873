using System.Diagnostics;
using System.Runtime.InteropServices;
using SwapStress.Harness.Runs;

namespace SwapStress.Cli.Hosting;

/// <summary>
/// Ctrl-C: the first one asks for an orderly end, a second one ends the program at once. While it lives, none of them
/// kills the process by itself.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    /// <summary>
    /// A terminal, a shell and timeout(1) may each send the signal of one Ctrl-C: within this time it is the same one.
    /// </summary>
    private static readonly TimeSpan SameInterrupt = TimeSpan.FromSeconds(1);

    private readonly Action? _first;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration? _terminate;
    private long _firstTimestamp;

    private Interrupts(Action? first)
    {
        _first = first;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        if (first is not null)
            _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Ends the program at the second one; somebody else hears the first.</summary>
    public static Interrupts ExitOnSecond() => new(first: null);

    /// <summary>Calls an action at the first one, or at SIGTERM.</summary>
    public static Interrupts Handle(Action first) => new(first);

    /// <summary>From now on they do what they did before.</summary>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate?.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        long before = Interlocked.CompareExchange(ref _firstTimestamp, Stopwatch.GetTimestamp(), 0);
        if (before == 0)
            _first?.Invoke();
        else if (Stopwatch.GetElapsedTime(before) > SameInterrupt)
            Environment.Exit(ExitCode.Interrupted);
    }
}
