namespace SwapStress.Stress.Report.Charts;

/// <summary>Puts the points that would fall on one pixel column together, so that any number of rounds is a small file.</summary>
internal static class PixelColumns
{
    /// <summary>One point for each column that has any, in their order.</summary>
    /// <param name="points">Any number of single values, ascending in X.</param>
    /// <param name="columns">Columns of the whole axis.</param>
    public static IReadOnlyList<ChartPoint> Aggregate(IReadOnlyList<ChartPoint> points, IAxis axis, int columns)
    {
        if (points.Count <= columns)
            return points;
        return
        [
            .. points
                .GroupBy(point => Math.Min((int)(axis.At(point.X) * columns), columns - 1))
                .OrderBy(group => group.Key)
                .Select(Summarise),
        ];
    }

    /// <summary>The lowest, the median (the upper one of two) and the highest.</summary>
    private static ChartPoint Summarise(IGrouping<int, ChartPoint> group)
    {
        ChartPoint[] points = [.. group.OrderBy(point => point.Y)];
        return new ChartPoint(group.Average(point => point.X), points[points.Length / 2].Y, points[0].Y, points[^1].Y);
    }
}
