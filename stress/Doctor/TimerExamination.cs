using System.Diagnostics;
using System.Globalization;
using SwapStress.Primitives;

namespace SwapStress.Stress.Doctor;

/// <summary>The clock, and how long sleeps really last: <c>--read-delay</c> and <c>--step-delay</c> are such.</summary>
internal static class TimerExamination
{
    private const int Sleeps = 100;

    /// <summary>A shortest sleep above which a delay is hardly the one asked for.</summary>
    private const long ShortestNsMax = 500_000;

    /// <summary>Measures; takes a quarter of a second.</summary>
    public static Finding Examine()
    {
        PreciseSleep.For(1);
        return Describe(Measure(1), Measure(1_000_000), Stopwatch.Frequency);
    }

    /// <summary>What measured sleeps say.</summary>
    /// <param name="shortestNs">How long sleeps of 1 ns took, ascending.</param>
    /// <param name="msNs">How long sleeps of 1 ms took, ascending.</param>
    /// <param name="frequency">Ticks of the clock in a second.</param>
    internal static Finding Describe(long[] shortestNs, long[] msNs, long frequency)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"clock of {1e9 / frequency:0.#} ns; the shortest sleep takes {Us(shortestNs, 50)} us (p99 {Us(shortestNs, 99)}), one of 1 ms {Us(msNs, 50)} (p99 {Us(msNs, 99)})"
        );
        return At(shortestNs, 50) <= ShortestNsMax
            ? Finding.Ok("timer", text)
            : Finding.Note("timer", $"{text}; short delays are longer than asked for: --delay-kind spin keeps to them");
    }

    private static long[] Measure(long ns)
    {
        long[] took = new long[Sleeps];
        for (int i = 0; i < took.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            PreciseSleep.For(ns);
            took[i] = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
        Array.Sort(took);
        return took;
    }

    private static long At(long[] sorted, int percent) => sorted[(sorted.Length - 1) * percent / 100];

    private static string Us(long[] sorted, int percent) =>
        (At(sorted, percent) / 1e3).ToString("0", CultureInfo.InvariantCulture);
}
