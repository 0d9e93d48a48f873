using System.Text;

namespace SwapStress.Stress.Report.Charts;

/// <summary>Draws the points of a series: a line with a band around it where points stand for several, or stems.</summary>
internal static class SeriesSvg
{
    /// <summary>Markers of a line at most: they tell lines apart, and would hide them.</summary>
    private const int MarkersMax = 12;

    /// <summary>Writes the group.</summary>
    public static void Write(Markup markup, Chart chart, Series series, ChartSize size)
    {
        IReadOnlyList<ChartPoint> points = PixelColumns.Aggregate(series.Points, chart.X, size.PlotWidth / 2);
        if (points.Count == 0)
            return;
        var plot = new Plot(chart, size);
        markup.Open("g", ("class", $"series {series.Style.Class}"));
        markup.Element("title", series.Name);
        if (chart.IsLine)
        {
            if (points.Any(point => point.High > point.Low))
                markup.Element("path", "", ("class", "band"), ("d", BandOf(points, plot)));
            if (points.Count > 1)
                markup.Element(
                    "path",
                    "",
                    ("class", "line"),
                    ("stroke-dasharray", series.Style.Dash),
                    ("d", PathOf(points, point => point.Y, plot))
                );
        }
        else if (points.Any(point => point.High > point.Low))
        {
            markup.Element("path", "", ("class", "stem"), ("d", StemsOf(points, plot)));
        }
        WriteMarkers(markup, chart, series, points, plot);
        markup.Close();
    }

    private static void WriteMarkers(
        Markup markup,
        Chart chart,
        Series series,
        IReadOnlyList<ChartPoint> points,
        Plot plot
    )
    {
        bool isMarked = points.Any(point => point.Mark is not null);
        int every = isMarked || !chart.IsLine ? 1 : Math.Max(1, points.Count / MarkersMax);
        var silent = new StringBuilder();
        for (int i = 0; i < points.Count; i++)
        {
            ChartPoint point = points[i];
            // Not all at the same places, where lines lie on each other.
            if ((isMarked && point.Mark is null) || (i + series.Index) % every != 0)
                continue;
            string y = plot.Y(chart.IsLine ? point.Y : point.High);
            string path = $"M{plot.X(point.X)} {y}{series.Style.Marker}";
            if (point.Mark is null)
            {
                silent.Append(path);
                continue;
            }
            markup.Open("path", ("class", "marker"), ("d", path));
            markup.Element("title", $"{series.Name}: {point.Mark}");
            markup.Close();
        }
        if (silent.Length > 0)
            markup.Element("path", "", ("class", "marker"), ("d", silent.ToString()));
    }

    private static string PathOf(IEnumerable<ChartPoint> points, Func<ChartPoint, double> value, Plot plot)
    {
        var path = new StringBuilder();
        foreach (ChartPoint point in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(plot.X(point.X)).Append(' ').Append(plot.Y(value(point)));
        return path.ToString();
    }

    private static string BandOf(IReadOnlyList<ChartPoint> points, Plot plot) =>
        $"{PathOf(points, point => point.High, plot)}L{PathOf(points.Reverse(), point => point.Low, plot)[1..]}z";

    private static string StemsOf(IEnumerable<ChartPoint> points, Plot plot) =>
        string.Concat(
            points
                .Where(point => point.High > point.Low)
                .Select(point => $"M{plot.X(point.X)} {plot.Y(point.Low)}V{plot.Y(point.High)}")
        );

    /// <summary>Values to pixels.</summary>
    private readonly record struct Plot(Chart Chart, ChartSize Size)
    {
        public string X(double value) => Markup.Number(Size.Left + (Chart.X.At(value) * Size.PlotWidth));

        public string Y(double value) => Markup.Number(ChartSize.Top + ((1 - Chart.Y.At(value)) * Size.PlotHeight));
    }
}
