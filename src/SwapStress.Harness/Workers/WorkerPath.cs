namespace SwapStress.Harness.Workers;

/// <summary>
/// The way of each worker through the region: even ones ascend, odd ones descend, in pairs as in the reproducer; of an
/// odd number the ascending get the extra one.
/// </summary>
internal static class WorkerPath
{
    /// <summary>Whether a worker starts at the first page.</summary>
    public static bool Ascends(int worker) => (worker & 1) == 0;

    /// <summary>The page that a worker comes to at its <paramref name="step"/>th step, from 0.</summary>
    public static int PageAt(int worker, int step, int pageCount) => Ascends(worker) ? step : pageCount - 1 - step;

    /// <summary>
    /// How often each page has been added to, from how many pages each worker has done: exact for an interrupted
    /// round as well.
    /// </summary>
    /// <param name="pagesDone">Pages done by each worker.</param>
    public static int[] ExpectedCounts(ReadOnlySpan<int> pagesDone, int pageCount)
    {
        // Each worker covers a run of pages that starts at one end: mark where it ends, then sum up.
        var expected = new int[pageCount];
        var fromEnd = new int[pageCount];
        for (int worker = 0; worker < pagesDone.Length; worker++)
        {
            if (pagesDone[worker] > 0)
                (Ascends(worker) ? expected : fromEnd)[PageAt(worker, pagesDone[worker] - 1, pageCount)]++;
        }
        for (int page = pageCount - 2; page >= 0; page--)
            expected[page] += expected[page + 1];
        int descending = 0;
        for (int page = 0; page < pageCount; page++)
        {
            descending += fromEnd[page];
            expected[page] += descending;
        }
        return expected;
    }
}
