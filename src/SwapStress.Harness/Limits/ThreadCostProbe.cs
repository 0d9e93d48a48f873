namespace SwapStress.Harness.Limits;

/// <summary>
/// Measures the mappings of a worker thread by starting a few: first some that the allocator makes its arenas for,
/// then as many again, which are counted.
/// </summary>
internal static class ThreadCostProbe
{
    private const int ThreadsPerBatch = 32;

    /// <summary>The cost here; the estimate where mappings do not matter, or where too few threads fit for a probe.</summary>
    /// <param name="files">The host's files.</param>
    /// <param name="stackBytes">The workers' stack size.</param>
    /// <param name="threadsThatFit">Threads that fit by the estimate; the probe takes a small part of them.</param>
    public static ThreadCost Measure(HostFiles files, int stackBytes, long threadsThatFit)
    {
        int batch = (int)Math.Min(ThreadsPerBatch, threadsThatFit / 8);
        if (batch < 4 || files.ReadLines(ThreadLimits.MapsPath).Count == 0)
            return ThreadCost.Estimate;
        using var leave = new ManualResetEvent(initialState: false);
        var threads = new List<Thread>();
        try
        {
            Start(threads, batch, stackBytes, leave);
            int before = files.ReadLines(ThreadLimits.MapsPath).Count;
            Start(threads, batch, stackBytes, leave);
            int after = files.ReadLines(ThreadLimits.MapsPath).Count;
            // A mapping that merged with a neighbour is no saving to rely on.
            return new ThreadCost(Math.Max(2, (double)(after - before) / batch), ThreadCost.BytesEstimate);
        }
        catch (OutOfMemoryException)
        {
            return ThreadCost.Estimate;
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
