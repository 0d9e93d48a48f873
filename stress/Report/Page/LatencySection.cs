using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>The distribution of swap-in latency, all contenders in one chart.</summary>
internal static class LatencySection
{
    /// <summary>The figures behind the chart, in nines.</summary>
    private static readonly double[] Fractions = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 1];

    /// <summary>So many points are all that run.json has.</summary>
    private const int SparsePoints = 5;

    /// <summary>Fractions that differ by less are the same.</summary>
    private const double Rounding = 1e-12;

    public static void Write(Markup markup, IReadOnlyList<PageContender> contenders)
    {
        PageContender[] shown = [.. contenders.Where(item => Drawn(item.Contender).Count > 0)];
        markup.Open("section");
        markup.Element("h2", "Swap-in latency");
        if (shown.Length == 0)
            markup.Element("p", "No swap-in was recorded.");
        else
            ChartFigure.Write(markup, ChartOf(shown), ["", .. Fractions.Select(Percent)], shown.Select(Row));
        markup.Close();
    }

    private static Chart ChartOf(PageContender[] shown)
    {
        var x = new NinesAxis(shown.Max(item => item.Contender.SwapIn?.Count ?? 0));
        double[] all = [.. shown.SelectMany(item => Drawn(item.Contender)).Select(point => (double)point.Ns)];
        PageContender slowest = shown.MaxBy(item => At(item.Contender.Percentiles, 0.99))!;
        return new Chart(
            "percentiles",
            "Latency by percentile",
            $"Swap-in latency at each percentile, both axes logarithmic, {shown.Length} {(shown.Length == 1 ? "line" : "lines")}. "
                + $"At 99 % the highest is {slowest.Label} with {LatencyText.Format(At(slowest.Contender.Percentiles, 0.99))}.",
            x,
            "percentile of all swap-ins",
            new LogAxis(Math.Max(1, all.Min()), Math.Max(1, all.Max()), LatencyText.Format),
            "latency",
            [.. shown.Select(SeriesOf)]
        );
    }

    private static Series SeriesOf(PageContender item)
    {
        IReadOnlyList<RecordedPercentile> points = Drawn(item.Contender);
        var marked = new HashSet<int>();
        for (int nines = 1; nines <= 9; nines++)
        {
            int place = Place(points, NinesAxis.Fraction(nines));
            if (place >= 0)
                marked.Add(place);
        }
        marked.Add(points.Count - 1);
        return new Series(
            item.Label,
            item.Index,
            [
                .. points.Select(
                    (point, i) =>
                        ChartPoint.Of(
                            // The largest one stands where the count of its own distribution ends.
                            point.Fraction < 1
                                ? point.Fraction
                                : 1 - (1.0 / Math.Max(1, item.Contender.SwapIn?.Count ?? 1)),
                            Math.Max(1, point.Ns),
                            marked.Contains(i) ? $"{Percent(point.Fraction)}: {LatencyText.Format(point.Ns)}" : null
                        )
                ),
            ]
        );
    }

    /// <summary>Without the fastest tenth, whose few values would take half of the chart; the table has the fastest.</summary>
    private static IReadOnlyList<RecordedPercentile> Drawn(RecordedContender contender) =>
        [.. contender.Percentiles.Where(point => point.Fraction >= 0.1)];

    private static IReadOnlyList<string> Row(PageContender item) =>
        [
            item.Label,
            .. Fractions.Select(fraction =>
                IsKnown(item.Contender, fraction) ? LatencyText.Figure(At(item.Contender.Percentiles, fraction)) : "-"
            ),
        ];

    /// <summary>Whether a percentile is recorded, and stands for at least one swap-in.</summary>
    private static bool IsKnown(RecordedContender contender, double fraction)
    {
        IReadOnlyList<RecordedPercentile> points = contender.Percentiles;
        // run.json has no other percentiles than these few.
        bool isRecorded =
            points.Count > SparsePoints && fraction > 0
            || points.Any(point => Math.Abs(point.Fraction - fraction) < Rounding);
        return isRecorded && (fraction >= 1 || (contender.SwapIn?.Count ?? 0) * (1 - fraction) >= 1 - Rounding);
    }

    private static double At(IReadOnlyList<RecordedPercentile> points, double fraction) =>
        points[Place(points, fraction) is >= 0 and var place ? place : points.Count - 1].Ns;

    /// <summary>The first point at a fraction or beyond it.</summary>
    private static int Place(IReadOnlyList<RecordedPercentile> points, double fraction)
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].Fraction >= fraction - Rounding)
                return i;
        }
        return -1;
    }

    private static string Percent(double fraction) =>
        fraction >= 1 ? "max"
        : fraction <= 0 ? "min"
        : $"{(fraction * 100).ToString("0.#######", CultureInfo.InvariantCulture)} %";
}
