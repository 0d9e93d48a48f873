using System.Diagnostics;

namespace SwapStress.Paging.Fault;

/// <summary>Durations in nanoseconds from Stopwatch timestamps.</summary>
internal static class Clock
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public static long Nanoseconds(long fromTimestamp, long toTimestamp) =>
        // The multiplication is exact where a tick is a nanosecond, as on Linux.
        (long)((toTimestamp - fromTimestamp) * NanosecondsPerTick);

    public static long NanosecondsSince(long timestamp) => Nanoseconds(timestamp, Stopwatch.GetTimestamp());
}
