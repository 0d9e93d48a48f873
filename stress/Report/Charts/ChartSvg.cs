namespace SwapStress.Stress.Report.Charts;

/// <summary>Draws a chart in one size.</summary>
internal static class ChartSvg
{
    /// <summary>Labels at the left at most.</summary>
    private const int LabelsY = 10;

    /// <summary>Below the baseline of a text in the middle of its line.</summary>
    private const double HalfText = 4;

    /// <summary>Writes the svg element.</summary>
    public static void Write(Markup markup, Chart chart, ChartSize size)
    {
        string id = $"{chart.Id}-{size.Class}";
        markup.Open(
            "svg",
            ("class", size.Class),
            ("viewBox", $"0 0 {size.Width} {size.Height}"),
            ("role", "img"),
            ("aria-labelledby", $"{id}-t {id}-d")
        );
        markup.Element("title", chart.Title, ("id", $"{id}-t"));
        markup.Element("desc", chart.Description, ("id", $"{id}-d"));
        WriteFrame(markup, chart, size);
        foreach (Series series in chart.Series)
            SeriesSvg.Write(markup, chart, series, size);
        if (size.HasNames)
            WriteNames(markup, chart, size);
        markup.Close();
        markup.NewLine();
    }

    private static void WriteFrame(Markup markup, Chart chart, ChartSize size)
    {
        int bottom = ChartSize.Top + size.PlotHeight;
        markup.Open("g", ("class", "axis"));
        foreach (AxisTick tick in chart.Y.Ticks(LabelsY))
        {
            double y = bottom - (tick.At * size.PlotHeight);
            WriteLine(markup, "grid", size.Left, y, size.Left + size.PlotWidth, y);
            WriteText(markup, tick.Label, size.Left - 6, y + HalfText, "end");
        }
        foreach (AxisTick tick in chart.X.Ticks(size.LabelsX))
        {
            double x = size.Left + (tick.At * size.PlotWidth);
            WriteLine(markup, "grid", x, ChartSize.Top, x, bottom);
            // The last one on a telephone would be cut at the edge.
            string anchor = x > size.Width - 24 ? "end" : "middle";
            WriteText(markup, tick.Label, anchor == "end" ? size.Width - 2 : x, bottom + 16, anchor);
        }
        WriteLine(markup, "frame", size.Left, bottom, size.Left + size.PlotWidth, bottom);
        WriteText(markup, chart.YTitle, 2, 14, "start", "axis-title");
        WriteText(markup, chart.XTitle, size.Left + (size.PlotWidth / 2.0), bottom + 35, "middle", "axis-title");
        markup.Close();
    }

    /// <summary>Each at the end of its line, moved where two would overlap.</summary>
    private static void WriteNames(Markup markup, Chart chart, ChartSize size)
    {
        Series[] named = [.. chart.Series.Where(series => series.Points.Count > 0)];
        double bottom = ChartSize.Top + size.PlotHeight;
        double[] ends = [.. named.Select(series => bottom - (chart.Y.At(series.Points[^1].Y) * size.PlotHeight))];
        double[] places = LabelSpread.Spread(ends, 15, bottom);
        double right = size.Left + size.PlotWidth;
        for (int i = 0; i < named.Length; i++)
        {
            Series series = named[i];
            string leader =
                $"M{Markup.Number(right + 3)} {Markup.Number(ends[i])}L{Markup.Number(right + 15)} {Markup.Number(places[i])}";
            string marker = $"M{Markup.Number(right + 22)} {Markup.Number(places[i])}{series.Style.Marker}";
            markup.Open("g", ("class", $"name {series.Style.Class}"));
            markup.Element("path", "", ("class", "leader"), ("d", leader));
            markup.Element("path", "", ("class", "marker"), ("d", marker));
            WriteText(markup, series.ShortName, right + 31, places[i] + HalfText, "start");
            markup.Close();
        }
    }

    private static void WriteLine(Markup markup, string style, double x1, double y1, double x2, double y2) =>
        markup.Element(
            "line",
            "",
            ("class", style),
            ("x1", Markup.Number(x1)),
            ("y1", Markup.Number(y1)),
            ("x2", Markup.Number(x2)),
            ("y2", Markup.Number(y2))
        );

    private static void WriteText(Markup markup, string text, double x, double y, string anchor, string? style = null)
    {
        if (text.Length > 0)
            markup.Element(
                "text",
                text,
                ("class", style),
                ("x", Markup.Number(x)),
                ("y", Markup.Number(y)),
                ("text-anchor", anchor)
            );
    }
}
