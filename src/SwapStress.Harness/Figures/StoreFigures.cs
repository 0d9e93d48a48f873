using System.Text.Json.Nodes;
using SwapStress.Primitives;
using SwapStress.Store.Zsmalloc;
using static SwapStress.Harness.Figures.FigureRows;

namespace SwapStress.Harness.Figures;

/// <summary>The rows of zram and zswap.</summary>
internal static class StoreFigures
{
    private const Has OnPage = Has.NoLine | Has.NoSummary;

    public static IReadOnlyList<Figure> Rows { get; } =
    [
        Zram(
            Counter.StoreOrigDataSize,
            "stored, KiB",
            "bytes stored when the last round ended; `zram` is null for brd"
        ) with
        {
            Metric = new("store.data.size", "By", "Uncompressed bytes on the device.") { IsLevel = true },
        },
        Zram(Counter.StoreComprDataSize, "compressed, KiB", "bytes of them compressed") with
        {
            Metric = new("store.compressed.size", "By", "Compressed bytes on the device.") { IsLevel = true },
        },
        Zram(Counter.StoreMemUsedTotal, "pool, KiB", "bytes that the pool took for them") with
        {
            Metric = new("store.memory.usage", "By", "Memory of the device's pool.") { IsLevel = true },
        },
        Zram(Counter.StoreMemLimit, "limit, KiB", "the limit of that; 0 for none", "zram.memUsedMax"),
        Zram(Counter.StoreMemUsedMax, "pool, the most ever, KiB", "the most that it ever was") with
        {
            Kind = CounterKind.Max,
        },
        Derived("storedOverCompressed", "stored / compressed", "zram.origDataSize", "zram.comprDataSize") with
        {
            Metric = new("store.compression_ratio", "1", "Uncompressed over compressed bytes.") { IsLevel = true },
        },
        Derived("storedOverPool", "stored / pool", "zram.origDataSize", "zram.memUsedTotal"),
        Derived("pagesStored", "pages stored", "", "") with
        {
            Formula = f => f("zram.origDataSize") / PageSize.Bytes,
            Page = new("pages stored"),
        },
        Zram(Counter.StoreSamePages, "same-filled pages", "pages of one repeated word"),
        Zram(
            Counter.StorePagesCompacted,
            "pages freed by compaction",
            "pages that compaction has freed",
            "zram.hugePagesSince"
        ),
        Zram(Counter.StoreHugePages, "huge pages", "pages kept uncompressed"),
        Zram(Counter.StoreHugePagesSince, "huge pages since the start", "the same since the device was set up"),
        new(
            "sizeClasses",
            "the size classes of zram's pool in use when the workers of the last round were done, columns of zsmalloc's "
                + "`classes` file: `class`, `size`, `objAllocated`, `objUsed`, `pagesUsed`, `pagesPerZspage`; null for brd and kernels"
        )
        {
            Section = Section.Store,
            List = tally => Classes(tally.SizeClasses),
            Exempt =
            [
                (Writer.Line | Writer.Sums, "those of the last round are enough"),
                (Writer.Page, "a chart of its own"),
                (Writer.Summary | Writer.Overviews, Detail),
            ],
        },
        Activity(
            Counter.RecompressedPages,
            "recompression.pages",
            "recompressed pages",
            "pages that got an object of a smaller size class; all of `recompression` is null without `--recompress`"
        ) with
        {
            Summary = new("recompressed") { IsRare = true, After = "injected.unreadablePages" },
        },
        Activity(
            Counter.RecompressedBytesSaved,
            "recompression.bytesSaved",
            "saved by it, KiB",
            "bytes saved by that"
        ) with
        {
            Summary = new("bytes saved by it") { IsRare = true, After = "recompression.pages" },
        },
        Activity(
            Counter.IncompressiblePages,
            "recompression.incompressible",
            "incompressible pages",
            "pages that did not, and are not tried again"
        ),
        Activity(
            Counter.BdCount,
            "bdStat.bdCount",
            "pages in the backing file",
            "pages in the backing file when the last round ended; all of `bdStat` is null without `--backing-file`"
        ) with
        {
            Kind = CounterKind.Level,
        },
        Activity(Counter.BdReads, "bdStat.bdReads", "read from it", "pages read from it") with
        {
            Summary = new("read back") { IsRare = true, After = "bdStat.bdWrites" },
        },
        Activity(Counter.BdWrites, "bdStat.bdWrites", "written to it", "pages written to it") with
        {
            Summary = new("written back") { IsRare = true, After = "recompression.bytesSaved" },
        },
        Zswap(
            Counter.ZswapPoolLimitHit,
            "zswap pool limit hit",
            "stores that found the pool over its limit; all of `zswap` is null without `--zswap`",
            "zswap.writtenBackPages"
        ),
        Zswap(
            Counter.ZswapRejectReclaimFail,
            "zswap rejected: reclaim failed",
            "entries that the shrinker took from the LRU and could not write back",
            "zswap.poolLimitHit"
        ),
        Zswap(
            Counter.ZswapRejectAllocFail,
            "zswap rejected: no memory",
            "stores that got no memory",
            "zswap.rejectReclaimFail"
        ),
        Zswap(
            Counter.ZswapRejectCompressFail,
            "zswap rejected: not compressed",
            "stores that the compressor refused",
            "zswap.rejectAllocFail"
        ),
        Zswap(
            Counter.ZswapRejectCompressPoor,
            "zswap rejected: compressed badly",
            "stores of pages that do not get smaller",
            "zswap.rejectCompressFail"
        ),
        Zswap(Counter.ZswapWrittenBackPages, "zswap written back", "entries written to the device", "zswap.loads"),
        Zswap(
            Counter.ZswapPoolTotalSize,
            "zswap pool, KiB",
            "bytes of the pool when the last round ended",
            has: Has.Level
        ),
        Zswap(Counter.ZswapStoredPages, "zswap pages", "entries in it", has: Has.Level),
        Zswap(Counter.ZswapSameFilledPages, "zswap same-filled pages", "those of one repeated word", has: Has.Level),
        Zswap(Counter.ZswapStores, "zswap stores", "pages stored"),
        Zswap(Counter.ZswapLoads, "zswap loads", "pages loaded"),
        Zswap(
            Counter.ZswapOnlyCopiesDropped,
            "zswap dropped the only copy",
            "the oracle: loads that dropped an entry, then threw the folio away, when nothing else held the page's data"
        ),
        Zswap(
            Counter.ZswapStaleWritebacks,
            "zswap stale writebacks",
            "the oracle: writebacks of an entry that was no longer the slot's"
        ),
    ];

    /// <summary>A column of mm_stat. Those in bytes say so in the sums.</summary>
    private static Figure Zram(Counter counter, string title, string doc, string? after = null)
    {
        Figure row = Zswap(counter, title, doc, after, Has.Models | Has.Level);
        return row with
        {
            Part = StorePart.Zram,
            Sum = $"statistics.device{row.Name["zram".Length..]}{(row.Page!.Divisor == 1 ? "" : "Bytes")}",
        };
    }

    private static Figure Zswap(Counter counter, string title, string doc, string? after = null, Has has = Has.None)
    {
        Figure row = Of(counter, title, OnPage | has, doc);
        return row with { Page = row.Page! with { After = after } };
    }

    private static Figure Activity(Counter counter, string name, string title, string doc)
    {
        Figure row = Of(counter, title, OnPage, doc);
        return row with
        {
            Name = name,
            Part = name.StartsWith("bd", StringComparison.Ordinal) ? StorePart.BackingFile : StorePart.Recompression,
            Sum = row.Sum!.Replace("statistics.", "statistics.zramActivity.", StringComparison.Ordinal),
        };
    }

    private static Figure Derived(string name, string title, string part, string whole) =>
        new(name, title)
        {
            Section = Section.Store,
            Formula = f => f(whole) > 0 ? f(part) / f(whole) : null,
            Page = new(title, "0.00"),
            Exempt = [(Writer.Every & ~Writer.Page, Follows)],
        };

    private static JsonArray? Classes(IReadOnlyList<SizeClassStatistics> classes)
    {
        JsonNode[] used =
        [
            .. classes
                .Where(one => one.Zspages > 0)
                .Select(one => new JsonObject
                {
                    ["class"] = one.Index,
                    ["size"] = one.Geometry.SizeBytes,
                    ["objAllocated"] = one.ObjectsAllocated,
                    ["objUsed"] = one.ObjectsInUse,
                    ["pagesUsed"] = one.PagesUsed,
                    ["pagesPerZspage"] = one.Geometry.PagesPerZspage,
                }),
        ];
        return used.Length == 0 ? null : new JsonArray(used);
    }
}
