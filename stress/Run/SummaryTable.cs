using Spectre.Console;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Rounds;
using SwapStress.Stress.Display;

namespace SwapStress.Stress.Run;

/// <summary>The strategies side by side: a column each, so that few of them fit an ordinary terminal.</summary>
internal static class SummaryTable
{
    private const int LabelWidth = 21;
    private const int ColumnWidthMin = 18;

    /// <summary>Of a column, besides its text.</summary>
    private const int BorderWidth = 3;

    /// <summary>What nobody counted.</summary>
    private const string Unknown = "-";

    /// <summary>Writes the table: in lines of the terminal, or plain and wide where there is none.</summary>
    public static void Write(IReadOnlyList<StrategyResult> results, TextWriter output) =>
        Write(FigureTable.Default, results, output);

    /// <summary>The same with the figures of a table.</summary>
    internal static void Write(FigureTable table, IReadOnlyList<StrategyResult> results, TextWriter output)
    {
        IAnsiConsole console = TableConsole.For(output, out bool isTerminal);
        (string Title, Func<StrategyResult, string> Text)[] rows =
        [
            .. table
                .Having(row => row.Summary, cell => cell.After)
                .Where(row => results.Any(result => IsTold(table.Value(row.Row, result.Tally), row.Has)))
                .Select(row =>
                    (
                        row.Has.Title,
                        (Func<StrategyResult, string>)(
                            result => table.Value(row.Row, result.Tally) is { } value ? row.Has.Text(value) : Unknown
                        )
                    )
                ),
        ];
        // As many strategies side by side as fit; the others in a table below.
        int columnWidth = results
            .Select(result => result.Strategy.Key.Length + BorderWidth)
            .Append(ColumnWidthMin)
            .Max();
        int columns = Math.Max(1, (console.Profile.Width - LabelWidth) / columnWidth);
        foreach (StrategyResult[] group in results.Chunk(columns))
            console.Write(Compose(group, rows, isTerminal));
    }

    private static Table Compose(
        StrategyResult[] results,
        (string Title, Func<StrategyResult, string> Text)[] rows,
        bool isTerminal
    )
    {
        Table table = TableConsole.CreateTable(isTerminal);
        table.AddColumn("strategy");
        foreach (StrategyResult result in results)
            table.AddColumn(new TableColumn(Markup.Escape(result.Strategy.Key)).RightAligned().NoWrap());
        foreach ((string title, Func<StrategyResult, string> text) in rows)
            table.AddRow(results.Select(text).Prepend(title).ToArray());
        return table;
    }

    /// <summary>What nobody counted is left out, and what is rare where there is none.</summary>
    private static bool IsTold(double? value, Cell cell) => cell.IsRare ? value is not (null or 0) : value is not null;
}
