using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>What each round lost.</summary>
internal static class LossSection
{
    /// <summary>Rows of the table behind the chart.</summary>
    private const int RowsMax = 40;

    /// <summary>Rounds up to which each has a marker that says its figures.</summary>
    private const int MarksMax = 100;

    public static void Write(Markup markup, IReadOnlyList<PageContender> contenders)
    {
        PageContender[] recorded = [.. contenders.Where(item => item.Contender.LossByRound.Count > 0)];
        PageContender[] lossy = [.. recorded.Where(item => item.Contender.LossByRound.Any(HasLoss))];
        markup.Open("section");
        markup.Element("h2", "Losses by round");
        if (lossy.Length > 0)
            WriteChart(markup, recorded, lossy);
        markup.Open("ul", ("class", "plain"));
        foreach (PageContender item in contenders)
            markup.Element("li", Describe(item));
        markup.Close();
        markup.Close();
    }

    private static string Describe(PageContender item)
    {
        IReadOnlyList<RecordedLoss> rounds = item.Contender.LossByRound;
        string of =
            rounds.Count.ToString("N0", CultureInfo.InvariantCulture) + (rounds.Count == 1 ? " round" : " rounds");
        return rounds.Count == 0
            ? $"{item.Label}: its {item.Contender.Rounds:N0} rounds are recorded as sums only; they lost {item.Contender.LostUpdates:N0} updates."
            : $"{item.Label}: {rounds.Count(HasLoss):N0} of {of} lost data.";
    }

    private static void WriteChart(Markup markup, PageContender[] recorded, PageContender[] lossy)
    {
        RecordedLoss[] all = [.. recorded.SelectMany(item => item.Contender.LossByRound)];
        long first = all.Min(loss => loss.Round);
        long last = all.Max(loss => loss.Round);
        var chart = new Chart(
            "losses",
            "Lost updates and misloads of each round",
            $"Rounds {first} to {last}; the worst one lost {all.Max(Sum):N0}.",
            new LinearAxis(first - 0.5, last + 0.5),
            "round",
            new LogAxis(1, all.Max(Sum), value => value.ToString("N0", CultureInfo.InvariantCulture), hasZero: true),
            "lost",
            [.. lossy.Select(SeriesOf)]
        )
        {
            IsLine = false,
        };
        ChartFigure.Write(markup, chart, ["rounds", .. lossy.Select(item => item.Label)], Rows(lossy, first, last));
    }

    private static Series SeriesOf(PageContender item)
    {
        IReadOnlyList<RecordedLoss> rounds = item.Contender.LossByRound;
        return new Series(
            item.Label,
            item.Index,
            [
                .. rounds.Select(loss =>
                    ChartPoint.Of(
                        loss.Round,
                        Sum(loss),
                        rounds.Count <= MarksMax ? $"round {loss.Round}: {Sum(loss):N0}" : null
                    )
                ),
            ]
        );
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(PageContender[] lossy, long first, long last)
    {
        long step = ((last - first) / RowsMax) + 1;
        for (long from = first; from <= last; from += step)
        {
            long to = Math.Min(last, from + step - 1);
            yield return
            [
                from == to ? $"{from}" : $"{from} to {to}",
                .. lossy.Select(item =>
                    item.Contender.LossByRound.Where(loss => loss.Round >= from && loss.Round <= to)
                        .Sum(Sum)
                        .ToString("N0", CultureInfo.InvariantCulture)
                ),
            ];
        }
    }

    private static bool HasLoss(RecordedLoss loss) => Sum(loss) > 0;

    private static long Sum(RecordedLoss loss) => loss.Lost + loss.Misloads;
}
