using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>What lay in zram, and in zswap before it, when the last round's workers were done.</summary>
internal static class StoreSection
{
    private const double PageBytes = 4096;

    private static readonly (string Title, Func<RecordedFigures, double?> Value, Func<double, string> Text)[] Rows =
    [
        ("stored, KiB", zram => zram["zram.origDataSize"], Kib),
        ("compressed, KiB", zram => zram["zram.comprDataSize"], Kib),
        ("pool, KiB", zram => zram["zram.memUsedTotal"], Kib),
        ("pool, the most ever, KiB", zram => zram["zram.memUsedMax"], Kib),
        ("limit, KiB", zram => zram["zram.memLimit"], Kib),
        ("stored / compressed", zram => Ratio(zram["zram.origDataSize"], zram["zram.comprDataSize"]), Hundredths),
        ("stored / pool", zram => Ratio(zram["zram.origDataSize"], zram["zram.memUsedTotal"]), Hundredths),
        ("pages stored", zram => zram["zram.origDataSize"] / PageBytes, Whole),
        ("same-filled pages", zram => zram["zram.samePages"], Whole),
        ("huge pages", zram => zram["zram.hugePages"], Whole),
        ("huge pages since the start", zram => zram["zram.hugePagesSince"], Whole),
        ("pages freed by compaction", zram => zram["zram.pagesCompacted"], Whole),
        ("recompressed pages", zram => zram["recompression.pages"], Whole),
        ("saved by it, KiB", zram => zram["recompression.bytesSaved"], Kib),
        ("incompressible pages", zram => zram["recompression.incompressible"], Whole),
        ("pages in the backing file", zram => zram["bdStat.bdCount"], Whole),
        ("read from it", zram => zram["bdStat.bdReads"], Whole),
        ("written to it", zram => zram["bdStat.bdWrites"], Whole),
        ("zswap pool, KiB", zram => zram["zswap.poolTotalSize"], Kib),
        ("zswap pages", zram => zram["zswap.storedPages"], Whole),
        ("zswap same-filled pages", zram => zram["zswap.sameFilledPages"], Whole),
        ("zswap stores", zram => zram["zswap.stores"], Whole),
        ("zswap loads", zram => zram["zswap.loads"], Whole),
        ("zswap written back", zram => zram["zswap.writtenBackPages"], Whole),
        ("zswap pool limit hit", zram => zram["zswap.poolLimitHit"], Whole),
        ("zswap rejected: reclaim failed", zram => zram["zswap.rejectReclaimFail"], Whole),
        ("zswap rejected: no memory", zram => zram["zswap.rejectAllocFail"], Whole),
        ("zswap rejected: not compressed", zram => zram["zswap.rejectCompressFail"], Whole),
        ("zswap rejected: compressed badly", zram => zram["zswap.rejectCompressPoor"], Whole),
        ("zswap dropped the only copy", zram => zram["zswap.onlyCopiesDropped"], Whole),
        ("zswap stale writebacks", zram => zram["zswap.staleWritebacks"], Whole),
    ];

    public static void Write(Markup markup, IReadOnlyList<PageContender> contenders)
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
                Rows.Select(row => RowOf(row, shown)).OfType<IReadOnlyList<string>>()
            );
            WriteClasses(markup, shown);
        }
        markup.Close();
    }

    private static bool HasStore(PageContender item) =>
        item.Contender.Figures is { } figures
        && (figures["zram.memUsedTotal"] is not null || figures["zswap.stores"] is not null);

    /// <summary>Null where nobody has the figure.</summary>
    private static List<string>? RowOf(
        (string Title, Func<RecordedFigures, double?> Value, Func<double, string> Text) row,
        PageContender[] shown
    )
    {
        double?[] values = [.. shown.Select(item => row.Value(item.Contender.Figures!))];
        return Array.TrueForAll(values, value => value is null)
            ? null
            : [row.Title, .. values.Select(value => value is { } found ? row.Text(found) : "-")];
    }

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

    private static double? Ratio(double? part, double? whole) => whole > 0 ? part / whole : null;

    private static string Kib(double bytes) => (bytes / 1024).ToString("N0", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Hundredths(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
