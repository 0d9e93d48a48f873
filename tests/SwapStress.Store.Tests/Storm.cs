using System.Diagnostics;

namespace SwapStress.Store.Tests;

/// <summary>Threads that do something at once, for a while.</summary>
internal static class Storm
{
    /// <summary>Runs <paramref name="body"/> on each thread until it is told to stop; an exception fails the test.</summary>
    public static void Run(int threadCount, TimeSpan duration, Action<int, Func<bool>> body)
    {
        long start = Stopwatch.GetTimestamp();
        Exception? failure = null;
        using var gate = new Barrier(threadCount);
        var threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            int index = i;
            threads[i] = new Thread(() =>
            {
                gate.SignalAndWait();
                try
                {
                    body(
                        index,
                        () => Volatile.Read(ref failure) is not null || Stopwatch.GetElapsedTime(start) > duration
                    );
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, e, null);
                }
            });
            threads[i].Start();
        }
        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("A thread of the storm failed.", failure);
    }
}
