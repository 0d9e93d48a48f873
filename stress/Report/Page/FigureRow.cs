using System.Globalization;
using SwapStress.Harness.Figures;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>A row of a table of figures, or where <paramref name="Value"/> is null the heading of some.</summary>
/// <param name="Value">The text of a contender's figure; "-" where it has none.</param>
/// <param name="IsRare">Whether the row is left out where all are zero or have none.</param>
internal sealed record FigureRow(string Title, Func<RecordedContender, string>? Value, bool IsRare = false)
{
    private const string None = "-";

    /// <summary>What follows from losses and faults.</summary>
    private static readonly FigureRow[] Rates =
    [
        new("lost / 10,000 major faults", c => c.LossRate is { } rate ? Rate(rate.PerFault) : None),
        new("95 % interval", c => c.LossRate is { } rate ? $"{Rate(rate.Low)}–{Rate(rate.High)}" : None),
    ];

    /// <summary>All rows but those of the store, in their order.</summary>
    public static IEnumerable<FigureRow> All(FigureTable table) =>
        [
            new("Data", null),
            .. Of(table, Section.Data),
            .. Rates,
            new("Paging", null),
            .. Of(table, Section.Paging),
            new("Swap-in latency", null),
            .. Of(table, Section.Latency),
            new("Throughput", null),
            .. Of(table, Section.Throughput),
        ];

    public static IEnumerable<FigureRow> Of(FigureTable table, Section section) =>
        table
            .Having(row => row.Page, cell => cell.After)
            .Where(pair => pair.Row.Section == section)
            .Select(pair => new FigureRow(
                pair.Has.Title,
                c => c[pair.Row] is { } value ? Text(pair.Has, value) : None,
                pair.Has.IsRare
            ));

    /// <summary>Whether some contender has something to say in it.</summary>
    public bool IsFor(IEnumerable<PageContender> contenders) =>
        !IsRare || contenders.Any(item => Value!(item.Contender) is not (None or "0" or "0 ns" or "0.0"));

    public bool IsKnown(IEnumerable<PageContender> contenders) =>
        contenders.Any(item => Value!(item.Contender) != None);

    private static string Text(Cell cell, double value) =>
        cell.Format == Cell.Duration ? LatencyText.Figure(value) : cell.Text(value);

    /// <summary>Some three digits of it.</summary>
    private static string Rate(double rate) =>
        (rate * 10_000).ToString(
            (rate * 10_000) switch
            {
                >= 100 => "N0",
                >= 10 => "0.#",
                >= 1 => "0.##",
                _ => "0.####",
            },
            CultureInfo.InvariantCulture
        );
}
