using System.Diagnostics;

namespace SwapStress.Bench.Throughput;

/// <summary>Threads that do one step over and over for a while.</summary>
internal static class ThroughputMeter
{
    private const int PagesBetweenLooks = 16;

    /// <summary>Measures.</summary>
    /// <returns>Pages a second of all threads together.</returns>
    public static double Measure(ThroughputStep step, ReadOnlySpan<ThroughputThread> threads, double seconds)
    {
        long ticks = (long)(seconds * Stopwatch.Frequency);
        double[] rates = new double[threads.Length];
        Exception? failure = null;
        using var gate = new Barrier(threads.Length);
        var running = new Thread[threads.Length];
        for (int i = 0; i < running.Length; i++)
        {
            int index = i;
            ThroughputThread thread = threads[i];
            running[i] = new Thread(() =>
            {
                gate.SignalAndWait();
                try
                {
                    rates[index] = Run(step, thread, ticks);
                }
                catch (CheckFailedException e)
                {
                    failure = e;
                }
            });
            running[i].Start();
        }
        foreach (Thread thread in running)
            thread.Join();
        return failure is null ? rates.Sum() : throw new CheckFailedException(failure.Message, failure);
    }

    /// <summary>Pages a second of one thread, by its own clock: nobody waits for the others.</summary>
    private static double Run(ThroughputStep step, ThroughputThread thread, long ticks)
    {
        long start = Stopwatch.GetTimestamp();
        for (long done = 0; ; )
        {
            for (int i = 0; i < PagesBetweenLooks; i++)
                step.Run(thread, (int)(done++ % ThroughputThread.PageCount));
            long elapsed = Stopwatch.GetTimestamp() - start;
            if (elapsed >= ticks)
                return done * (double)Stopwatch.Frequency / elapsed;
        }
    }
}
