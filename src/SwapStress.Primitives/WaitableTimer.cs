using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SwapStress.Primitives;

/// <summary>
/// Sleeps of Windows: Sleep() lasts whole ticks of the system, 15.6 ms unless some program asked for shorter ones, a
/// high-resolution timer (Windows 10 1803 and later) some half a millisecond. Older ones have a timer of the ticks.
/// </summary>
[SupportedOSPlatform("windows")]
internal static partial class WaitableTimer
{
    // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION; SYNCHRONIZE and TIMER_MODIFY_STATE.
    private const uint HighResolution = 2;
    private const uint Access = 0x0010_0000 | 0x0002;
    private const uint Infinite = uint.MaxValue;

    /// <summary>The unit of the system's times.</summary>
    private const long UnitNs = 100;

    /// <summary>Each thread's own; closed by its finalizer some time after the thread has ended.</summary>
    [ThreadStatic]
    private static SafeWaitHandle? t_timer;

    /// <summary>Sleeps for at least so long.</summary>
    public static void Sleep(long nanoseconds)
    {
        SafeWaitHandle timer = t_timer ??= Create();
        // Below zero: from now on.
        long due = -((nanoseconds + UnitNs - 1) / UnitNs);
        if (timer.IsInvalid || !Set(timer, in due, period: 0, routine: 0, argument: 0, resume: false))
            Thread.Sleep((int)Math.Min(int.MaxValue, (nanoseconds + 999_999) / 1_000_000));
        else
            _ = Wait(timer, Infinite);
    }

    private static SafeWaitHandle Create()
    {
        SafeWaitHandle timer = CreateTimer(attributes: 0, name: 0, HighResolution, Access);
        if (!timer.IsInvalid)
            return timer;
        timer.Dispose();
        return CreateTimer(attributes: 0, name: 0, flags: 0, Access);
    }

    [LibraryImport("kernel32", EntryPoint = "CreateWaitableTimerExW")]
    private static partial SafeWaitHandle CreateTimer(nint attributes, nint name, uint flags, uint access);

    [LibraryImport("kernel32", EntryPoint = "SetWaitableTimer")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Set(
        SafeWaitHandle timer,
        in long due,
        int period,
        nint routine,
        nint argument,
        [MarshalAs(UnmanagedType.Bool)] bool resume
    );

    [LibraryImport("kernel32", EntryPoint = "WaitForSingleObject")]
    private static partial uint Wait(SafeWaitHandle timer, uint milliseconds);
}
