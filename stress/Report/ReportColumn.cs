using System.Globalization;
using SwapStress.Harness.Figures;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>A figure of a contender.</summary>
/// <param name="Cell">Its title, its name in csv and its format.</param>
/// <param name="Value">The figure; null where there is none.</param>
internal sealed record ReportColumn(Cell Cell, Func<RecordedContender, double?> Value)
{
    private const double Faults = 10_000;

    private static readonly ReportColumn[] Rates =
    [
        Rate("lost / 10,000 major faults", "lostPer10000MajorFaults", rate => rate.PerFault),
        Rate("95 % from", "lostPer10000MajorFaultsLow", rate => rate.Low),
        Rate("to", "lostPer10000MajorFaultsHigh", rate => rate.High),
    ];

    /// <summary>Its text for people.</summary>
    public string Text(RecordedContender contender) => Value(contender) is { } value ? Cell.Text(value) : "-";

    /// <summary>The plain value for csv; empty where there is none.</summary>
    public string Plain(RecordedContender contender) =>
        Value(contender) switch
        {
            null => "",
            { } whole when double.IsInteger(whole) && Math.Abs(whole) < long.MaxValue => ((long)whole).ToString(
                CultureInfo.InvariantCulture
            ),
            { } real => real.ToString("R", CultureInfo.InvariantCulture),
        };

    /// <summary>Those of a table; what follows from losses and faults stands behind the two.</summary>
    public static IEnumerable<ReportColumn> Of(FigureTable table)
    {
        (Figure Row, Cell Cell)[] rows =
        [
            .. table.Having(row => row.Report, cell => cell.After).OrderBy(pair => pair.Row.Section),
        ];
        return
        [
            .. rows.TakeWhile(pair => pair.Row.Section <= Section.Paging).Select(Column),
            .. Rates,
            .. rows.SkipWhile(pair => pair.Row.Section <= Section.Paging).Select(Column),
        ];
    }

    private static ReportColumn Column((Figure Row, Cell Cell) pair) => new(pair.Cell, c => c[pair.Row]);

    private static ReportColumn Rate(string title, string name, Func<LossRate, double> value) =>
        new(new Cell(title, "0.####") { Name = name }, c => c.LossRate is { } rate ? value(rate) * Faults : null);
}
