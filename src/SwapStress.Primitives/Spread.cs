namespace SwapStress.Primitives;

/// <summary>The middle of some values and how far they spread.</summary>
/// <param name="Median">Half are below.</param>
/// <param name="Quartile1">A quarter is below.</param>
/// <param name="Quartile3">A quarter is above.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
public readonly record struct Spread(double Median, double Quartile1, double Quartile3, double Min, double Max)
{
    /// <summary>The spread of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), sorted[0], sorted[^1]);
    }

    /// <summary>Between the two values nearest to a rank, in proportion.</summary>
    private static double At(double[] sorted, double quantile)
    {
        double rank = quantile * (sorted.Length - 1);
        int below = (int)rank;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
