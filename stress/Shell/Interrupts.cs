using System.Diagnostics;
using System.Runtime.InteropServices;
using SwapStress.Harness;

namespace SwapStress.Stress.Shell;

/// <summary>
/// Ctrl-C: the first one asks for an orderly end, a second one ends the program at once. SIGTERM, the SIGHUP of a terminal
/// that is closed, and the SIGXCPU of a soft limit ask for an orderly end, too. While it lives, none of them kills the process
/// by itself.
/// </summary>
internal sealed partial class Interrupts : IDisposable
{
    /// <summary>
    /// A terminal, a shell and timeout(1) may each send the signal of one Ctrl-C: within this time it is the same one.
    /// </summary>
    private static readonly TimeSpan SameInterrupt = TimeSpan.FromSeconds(1);

    /// <summary>The number on Linux, for which .NET has no name.</summary>
    private const PosixSignal ProcessorTimeUp = (PosixSignal)24;
    private const PosixSignal FileTooLarge = (PosixSignal)25;
    private const int HangUp = 1;
    private const nint Ignored = 1;

    private readonly Action _stop;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _firstTimestamp;
    private int _isStopping;

    private Interrupts(Action stop, bool isHeardElsewhere)
    {
        _stop = stop;
        Register(PosixSignal.SIGINT, isHeardElsewhere ? _ => EndOnSecond(() => { }) : _ => EndOnSecond(Stop));
        if (!isHeardElsewhere)
            Register(PosixSignal.SIGTERM, _ => EndOnSecond(Stop));
        // nohup(1) has it ignored, and that is what its user wants.
        if (!OperatingSystem.IsWindows() && !IsIgnored(HangUp))
            Register(PosixSignal.SIGHUP, _ => Stop());
        if (!OperatingSystem.IsLinux())
            return;
        Register(ProcessorTimeUp, _ => Stop());
        // The write that was too long fails, and is reported as any other.
        Register(FileTooLarge, _ => { });
    }

    /// <summary>For who hears the first Ctrl-C and SIGTERM otherwise.</summary>
    /// <param name="stop">Called at the other signals.</param>
    public static Interrupts HandleOthers(Action stop) => new(stop, isHeardElsewhere: true);

    /// <summary>Calls an action at the first of them.</summary>
    public static Interrupts Handle(Action stop) => new(stop, isHeardElsewhere: false);

    /// <summary>From now on they do what they did before.</summary>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Register(PosixSignal signal, Action<PosixSignalContext> handle) =>
        _registrations.Add(
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    handle(context);
                }
            )
        );

    private void EndOnSecond(Action first)
    {
        long before = Interlocked.CompareExchange(ref _firstTimestamp, Stopwatch.GetTimestamp(), 0);
        if (before == 0)
            first();
        else if (Stopwatch.GetElapsedTime(before) > SameInterrupt)
            Environment.Exit(ExitCode.Interrupted);
    }

    private void Stop()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
            _stop();
    }

    /// <summary>Whether the signal was ignored when this process began.</summary>
    private static bool IsIgnored(int signal)
    {
        // struct sigaction begins with the handler on Linux and macOS.
        Span<nint> action = stackalloc nint[32];
        return SigAction(signal, 0, action) == 0 && action[0] == Ignored;
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SigAction(int signal, nint change, Span<nint> before);
}
