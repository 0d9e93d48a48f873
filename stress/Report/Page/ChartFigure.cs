using SwapStress.Stress.Report.Charts;

namespace SwapStress.Stress.Report.Page;

/// <summary>A chart with its caption, its legend, and the figures behind it.</summary>
internal static class ChartFigure
{
    /// <summary>Writes it.</summary>
    /// <param name="headings">Of the table of its figures.</param>
    public static void Write(
        Markup markup,
        Chart chart,
        IReadOnlyList<string> headings,
        IEnumerable<IReadOnlyList<string>> rows
    )
    {
        markup.Open("figure");
        markup.Element("figcaption", chart.Title);
        WriteLegend(markup, chart);
        ChartSvg.Write(markup, chart, ChartSize.Wide);
        ChartSvg.Write(markup, chart, ChartSize.Narrow);
        markup.Open("details");
        markup.Element("summary", "Figures");
        DataTable.Write(markup, chart.Title, headings, rows);
        markup.Close();
        markup.Close();
        markup.NewLine();
    }

    /// <summary>Where the drawing has no room for names, or not for all of each.</summary>
    private static void WriteLegend(Markup markup, Chart chart)
    {
        bool isNeeded = chart.Series.Any(series => series.ShortName != series.Name);
        markup.Open("ul", ("class", isNeeded ? "legend needed" : "legend"));
        foreach (Series series in chart.Series)
        {
            markup.Open("li", ("class", $"series {series.Style.Class}"));
            Swatch(markup, series.Style);
            markup.Text(series.Name);
            markup.Close();
        }
        markup.Close();
    }

    private static void Swatch(Markup markup, SeriesStyle style)
    {
        markup.Open("svg", ("class", "swatch"), ("viewBox", "0 0 34 12"), ("aria-hidden", "true"));
        markup.Element("path", "", ("class", "line"), ("stroke-dasharray", style.Dash), ("d", "M1 6H33"));
        markup.Element("path", "", ("class", "marker"), ("d", $"M17 6{style.Marker}"));
        markup.Close();
    }
}
