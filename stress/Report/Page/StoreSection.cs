using System.Globalization;
using SwapStress.Harness.Figures;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>What lay in zram, and in zswap before it, when the last round's workers were done.</summary>
internal static class StoreSection
{
    private const double PageBytes = 4096;

    public static void Write(FigureTable table, Markup markup, IReadOnlyList<PageContender> contenders)
    {
        PageContender[] shown = [.. contenders.Where(HasStore)];
        markup.Open("section");
        markup.Element("h2", "Store");
        if (shown.Length == 0)
            markup.Element("p", "No figures of a compressed store are recorded.");
        else
        {
            DataTable.Write(
                markup,
                "When the workers of the last round were done",
                ["", .. shown.Select(item => item.Label)],
                FigureRow
                    .Of(table, Section.Store)
                    .Where(row => row.IsKnown(shown))
                    .Select(row =>
                        (IReadOnlyList<string>)[row.Title, .. shown.Select(item => row.Value!(item.Contender))]
                    )
            );
            WriteClasses(markup, shown);
        }
        markup.Close();
    }

    private static bool HasStore(PageContender item) =>
        item.Contender.Figures is { } figures
        && (figures["zram.memUsedTotal"] is not null || figures["zswap.stores"] is not null);

    /// <summary>The pool's size classes, where they are recorded.</summary>
    private static void WriteClasses(Markup markup, PageContender[] shown)
    {
        (PageContender Item, RecordedFigures[] Classes)[] recorded =
        [
            .. shown
                .Select(item => (item, item.Contender.Figures!.List("sizeClasses").ToArray()))
                .Where(pair => pair.Item2.Length > 0),
        ];
        if (recorded.Length == 0)
            return;
        double[] sizes =
        [
            .. recorded.SelectMany(pair => pair.Classes).Select(one => one["size"] ?? 0).Distinct().Order(),
        ];
        double most = recorded.SelectMany(pair => pair.Classes).Max(one => one["objUsed"] ?? 0);
        var chart = new Chart(
            "classes",
            "Objects by size class",
            $"{sizes.Length} size classes in use; the fullest has {most:N0} objects.",
            new LinearAxis(0, PageBytes),
            "size class, bytes",
            new LinearAxis(0, Math.Max(1, most)),
            "objects",
            [
                .. recorded.Select(pair => new Series(
                    pair.Item.Label,
                    pair.Item.Index,
                    [
                        .. pair.Classes.Select(one =>
                            ChartPoint.Of(
                                one["size"] ?? 0,
                                one["objUsed"] ?? 0,
                                $"class {one["class"]:N0}, {one["size"]:N0} bytes: {one["objUsed"]:N0} of {one["objAllocated"]:N0} objects in {one["pagesUsed"]:N0} pages, {one["pagesPerZspage"]:N0} a zspage"
                            )
                        ),
                    ]
                )),
            ]
        );
        ChartFigure.Write(
            markup,
            chart,
            ["bytes", .. recorded.Select(pair => pair.Item.Label)],
            sizes.Select(size =>
                (IReadOnlyList<string>)
                    [
                        Whole(size),
                        .. recorded.Select(pair =>
                            Array.Find(pair.Classes, one => one["size"] == size)?["objUsed"] is { } used
                                ? Whole(used)
                                : "-"
                        ),
                    ]
            )
        );
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
