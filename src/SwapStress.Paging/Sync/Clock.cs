using System.Diagnostics;

namespace SwapStress.Paging.Sync;

/// <summary>Durations in nanoseconds from Stopwatch timestamps.</summary>
internal static class Clock
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private static readonly bool TicksAreNanoseconds = Stopwatch.Frequency == 1_000_000_000;

    public static long Nanoseconds(long fromTimestamp, long toTimestamp) =>
        // On Linux they are, and nothing is left to compute.
        TicksAreNanoseconds ? toTimestamp - fromTimestamp : (long)((toTimestamp - fromTimestamp) * NanosecondsPerTick);

    public static long NanosecondsSince(long timestamp) => Nanoseconds(timestamp, Stopwatch.GetTimestamp());
}
