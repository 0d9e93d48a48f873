using System.Diagnostics;

namespace SwapStress.Harness.Limits;

/// <summary>
/// Measures what a worker thread takes by starting a few: first some that the allocator makes its arenas for, then as
/// many again, which are counted.
/// </summary>
internal static class ThreadCostProbe
{
    private const int ThreadsPerBatch = 32;

    /// <summary>
    /// The cost here, of mappings on Linux and of committed memory on Windows; the estimate elsewhere, and where too few
    /// threads fit for a probe.
    /// </summary>
    /// <param name="threadsThatFit">Threads that fit by the estimate; the probe takes a small part of them.</param>
    public static ThreadCost Measure(HostFiles files, int stackBytes, long threadsThatFit)
    {
        int batch = (int)Math.Min(ThreadsPerBatch, threadsThatFit / 8);
        if (batch < 4)
            return ThreadCost.Estimate;
        if (files.ReadLines(ThreadLimits.MapsPath).Count > 0)
        {
            return Measure(batch, stackBytes, () => files.ReadLines(ThreadLimits.MapsPath).Count) is { } mappings
                // A mapping that merged with a neighbour is no saving to rely on.
                ? ThreadCost.Estimate with
                {
                    Mappings = Math.Max(2, mappings),
                }
                : ThreadCost.Estimate;
        }
        return OperatingSystem.IsWindows() && Measure(batch, stackBytes, CommittedBytes) is { } bytes
            ? ThreadCost.Estimate with
            {
                Bytes = Math.Max(ThreadCost.BytesEstimate, (long)bytes + ThreadCost.BytesUnseen),
            }
            : ThreadCost.Estimate;
    }

    private static long CommittedBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64;
    }

    /// <summary>By how much each thread raises a count; null where the threads cannot be started.</summary>
    private static double? Measure(int batch, int stackBytes, Func<long> count)
    {
        using var leave = new ManualResetEvent(initialState: false);
        var threads = new List<Thread>();
        try
        {
            Start(threads, batch, stackBytes, leave);
            long before = count();
            Start(threads, batch, stackBytes, leave);
            return (double)(count() - before) / batch;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
        finally
        {
            leave.Set();
            foreach (Thread thread in threads)
                thread.Join();
        }
    }

    private static void Start(List<Thread> threads, int count, int stackBytes, ManualResetEvent leave)
    {
        for (int i = 0; i < count; i++)
        {
            var thread = new Thread(() => leave.WaitOne(), stackBytes) { IsBackground = true };
            thread.Start();
            threads.Add(thread);
        }
    }
}
