using System.Runtime.InteropServices;

namespace SwapStress.Primitives;

/// <summary>Sleeps shorter than a millisecond, where the host can.</summary>
public static unsafe partial class PreciseSleep
{
    private const int Eintr = 4;

    /// <summary>
    /// Sleeps for at least <paramref name="nanoseconds"/>: by nanosleep on Linux and macOS (add the host's timer slack,
    /// 50 us by default), by a high-resolution timer on Windows (add half a millisecond).
    /// </summary>
    /// <param name="nanoseconds">Zero or less returns at once.</param>
    public static void For(long nanoseconds)
    {
        if (nanoseconds <= 0)
            return;
        if (OperatingSystem.IsWindows())
        {
            WaitableTimer.Sleep(nanoseconds);
            return;
        }
        var request = new TimeSpec
        {
            Seconds = (nint)(nanoseconds / 1_000_000_000),
            Nanoseconds = (nint)(nanoseconds % 1_000_000_000),
        };
        // A signal (the runtime uses some) ends the call early: go on with what is left.
        while (NanoSleep(&request, &request) != 0 && Marshal.GetLastPInvokeError() == Eintr) { }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep", SetLastError = true)]
    private static partial int NanoSleep(TimeSpec* request, TimeSpec* remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
