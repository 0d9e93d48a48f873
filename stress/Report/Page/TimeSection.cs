using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>Swap-in latency over the time of the runs.</summary>
internal static class TimeSection
{
    /// <summary>Rows of the table behind the chart.</summary>
    private const int RowsMax = 40;

    public static void Write(Markup markup, IReadOnlyList<PageContender> contenders)
    {
        PageContender[] shown = [.. contenders.Where(item => item.Contender.Moments.Count > 0)];
        markup.Open("section");
        markup.Element("h2", "Latency over time");
        if (shown.Length == 0)
        {
            markup.Element("p", "Neither rounds nor intervals with swap-ins are recorded.");
        }
        else
        {
            WriteOne(markup, shown, "p50", "Median swap-in latency over time", moment => moment.P50Ns);
            WriteOne(markup, shown, "p99", "99th percentile of swap-in latency over time", moment => moment.P99Ns);
        }
        markup.Close();
    }

    private static void WriteOne(
        Markup markup,
        PageContender[] shown,
        string id,
        string title,
        Func<RecordedMoment, long> value
    )
    {
        Series[] series = [.. shown.Select(item => SeriesOf(item, value))];
        double end = series.SelectMany(one => one.Points).Max(point => point.X);
        double[] all = [.. series.SelectMany(one => one.Points).Select(point => point.Y)];
        var axis = new TimeAxis(end);
        var chart = new Chart(
            id,
            title,
            $"{series.Length} {(series.Length == 1 ? "line" : "lines")} over {Seconds(end)} s, between {LatencyText.Format(all.Min())} and {LatencyText.Format(all.Max())}.",
            axis,
            "time since the run began",
            new LogAxis(all.Min(), all.Max(), LatencyText.Format),
            $"latency, {id}",
            series
        );
        ChartFigure.Write(markup, chart, ["until, s", .. series.Select(one => one.Name)], Rows(series, end));
    }

    private static Series SeriesOf(PageContender item, Func<RecordedMoment, long> value)
    {
        DateTime start = item.Run.StartedUtc ?? item.Contender.Moments[0].AtUtc;
        return new Series(
            item.Label,
            item.Index,
            [
                .. item
                    .Contender.Moments.Select(moment =>
                        ChartPoint.Of(Math.Max(0, (moment.AtUtc - start).TotalSeconds), Math.Max(1, value(moment)))
                    )
                    .OrderBy(point => point.X),
            ]
        );
    }

    /// <summary>Medians of equal parts of the time; those without any are left out.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(Series[] series, double end)
    {
        int parts = Math.Clamp(series.Max(one => one.Points.Count), 1, RowsMax);
        var axis = new TimeAxis(end);
        ILookup<int, double>[] cells =
        [
            .. series.Select(one =>
                one.Points.ToLookup(point => Math.Min((int)(axis.At(point.X) * parts), parts - 1), point => point.Y)
            ),
        ];
        for (int part = 0; part < parts; part++)
        {
            if (Array.TrueForAll(cells, one => !one.Contains(part)))
                continue;
            yield return
            [
                Seconds(end * (part + 1) / parts),
                .. cells.Select(one => one.Contains(part) ? LatencyText.Figure(Median(one[part])) : "-"),
            ];
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Seconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
