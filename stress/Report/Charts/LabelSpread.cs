namespace SwapStress.Stress.Report.Charts;

/// <summary>Moves labels apart that would overlap, as little as it takes.</summary>
internal static class LabelSpread
{
    /// <summary>The places of labels; their order stays.</summary>
    /// <param name="distance">The smallest distance between two.</param>
    /// <param name="max">The last place there is; where not all fit they begin above 0.</param>
    public static double[] Spread(IReadOnlyList<double> wanted, double distance, double max)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        var places = new double[wanted.Count];
        double next = double.NegativeInfinity;
        foreach (int i in order)
        {
            places[i] = Math.Max(wanted[i], next);
            next = places[i] + distance;
        }
        // Back from the end, where they have run over it.
        next = max;
        foreach (int i in order.Reverse())
        {
            places[i] = Math.Min(places[i], next);
            next = places[i] - distance;
        }
        return places;
    }
}
