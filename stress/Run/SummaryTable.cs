using Spectre.Console;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;
using SwapStress.Stress.Display;

namespace SwapStress.Stress.Run;

/// <summary>The strategies side by side: a column each, so that few of them fit an ordinary terminal.</summary>
internal static class SummaryTable
{
    private const int LabelWidth = 21;
    private const int ColumnWidthMin = 18;

    /// <summary>Of a column, besides its text.</summary>
    private const int BorderWidth = 3;

    /// <summary>Events of the rarer races: a row only where there are any.</summary>
    private static readonly (string Label, Func<StrategyResult, long?> Value)[] EventRows =
    [
        ("dropped copies", result => result.Statistics.Events?.OnlyCopyDropped),
        ("stale writebacks", result => result.Statistics.Events?.StaleWriteback),
        ("overruns", result => result.Statistics.Events?.Overrun),
        ("swap map errors", result => result.Statistics.SwapMapErrors),
    ];

    /// <summary>What a device did besides storing pages: rows only where it did.</summary>
    private static readonly (string Label, Func<StrategyResult, long?> Value)[] DeviceRows =
    [
        ("failed writes", result => result.Statistics.FailedWrites),
        ("injected read errors", result => result.Statistics.Injected?.ReadErrors),
        ("injected write errors", result => result.Statistics.Injected?.WriteErrors),
        ("injected full", result => result.Statistics.Injected?.NoSpace),
        ("injected slow reads", result => result.Statistics.Injected?.SlowReads),
        ("pages with SIGBUS", result => result.InjectedFailures),
        ("recompressed", result => result.Statistics.ZramActivity?.RecompressedPages),
        ("bytes saved by it", result => result.Statistics.ZramActivity?.RecompressedBytesSaved),
        ("written back", result => result.Statistics.ZramActivity?.BdWrites),
        ("read back", result => result.Statistics.ZramActivity?.BdReads),
    ];

    /// <summary>What nobody counted.</summary>
    private const string Unknown = "-";

    private static readonly (string Label, Func<StrategyResult, string> Value)[] Rows =
    [
        ("rounds", result => Count(result.Rounds)),
        ("rounds that count", result => Count(result.CountedRounds)),
        ("workers", result => Count(result.WorkersCreated)),
        ("updates", result => Count(result.Updates)),
        ("lost updates", result => Count(result.LostUpdates)),
        ("misloads", result => Count(result.Misloads)),
        ("read failures", result => Count(result.ReadFailures)),
        ("stale installs", result => Count(result.Statistics.StaleInstalls)),
        .. EventRows.Select(row => (row.Label, (Func<StrategyResult, string>)(result => Count(row.Value(result))))),
        ("major faults", result => Count(result.Statistics.MajorFaults)),
        ("minor faults", result => Count(result.Statistics.MinorFaults)),
        ("refaults", result => Count(result.Statistics.Refaults)),
        ("swap-outs", result => Count(result.Statistics.SwapOuts)),
        .. DeviceRows.Select(row => (row.Label, (Func<StrategyResult, string>)(result => Count(row.Value(result))))),
        ("swap-ins/s", result => PerSecond(result, result.SwapInsPerSecond)),
        ("swap-in p50, us", result => Microseconds(SwapIn(result), latency => latency.PercentileNs(50))),
        ("swap-in p99, us", result => Microseconds(SwapIn(result), latency => latency.PercentileNs(99))),
        ("swap-in p99.9, us", result => Microseconds(SwapIn(result), latency => latency.PercentileNs(99.9))),
        ("swap-in max, us", result => Microseconds(SwapIn(result), latency => latency.MaxNs)),
        // Nobody can tell the phases of a kernel's swap-in.
        ("waits", result => Count(result.Strategy.IsKernel ? null : Wait(result).Count)),
        ("wait p99, us", result => Microseconds(Wait(result), latency => latency.PercentileNs(99))),
        ("updates/s", result => PerSecond(result, result.UpdatesPerSecond)),
        ("CPU, s", result => $"{result.CpuTime.TotalSeconds:0.000}"),
        ("elapsed, s", result => $"{result.Elapsed.TotalSeconds:0.000}"),
    ];

    /// <summary>Writes the table: in lines of the terminal, or plain and wide where there is none.</summary>
    public static void Write(IReadOnlyList<StrategyResult> results, TextWriter output)
    {
        IAnsiConsole console = TableConsole.For(output, out bool isTerminal);
        string[] empty =
        [
            .. EventRows
                .Concat(DeviceRows)
                .Where(row => results.All(result => row.Value(result) is null or 0))
                .Select(row => row.Label),
            .. Rows.Where(row => results.All(result => row.Value(result) == Unknown)).Select(row => row.Label),
        ];
        // As many strategies side by side as fit; the others in a table below.
        int columnWidth = results
            .Select(result => result.Strategy.Key.Length + BorderWidth)
            .Append(ColumnWidthMin)
            .Max();
        int columns = Math.Max(1, (console.Profile.Width - LabelWidth) / columnWidth);
        foreach (StrategyResult[] group in results.Chunk(columns))
            console.Write(Compose(group, empty, isTerminal));
    }

    private static Table Compose(StrategyResult[] results, string[] empty, bool isTerminal)
    {
        Table table = TableConsole.CreateTable(isTerminal);
        table.AddColumn("strategy");
        foreach (StrategyResult result in results)
            table.AddColumn(new TableColumn(Markup.Escape(result.Strategy.Key)).RightAligned().NoWrap());
        foreach ((string label, Func<StrategyResult, string> value) in Rows.Where(row => !empty.Contains(row.Label)))
            table.AddRow(results.Select(value).Prepend(label).ToArray());
        return table;
    }

    private static HistogramSnapshot SwapIn(StrategyResult result) => result.Statistics.SwapIn.Total;

    private static HistogramSnapshot Wait(StrategyResult result) => result.Statistics.SwapIn.Wait;

    private static string Count(long? value) => value?.ToString("N0") ?? Unknown;

    private static string PerSecond(StrategyResult result, double value) =>
        result.Elapsed == result.Void.Elapsed ? Unknown : $"{value:N0}";

    private static string Microseconds(HistogramSnapshot latency, Func<HistogramSnapshot, long> valueNs) =>
        latency.Count == 0 ? Unknown : $"{valueNs(latency) / 1000.0:0.0}";
}
