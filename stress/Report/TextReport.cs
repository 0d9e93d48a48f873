using Spectre.Console;
using SwapStress.Stress.Display;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>Recorded runs side by side, for people at a terminal.</summary>
internal static class TextReport
{
    /// <summary>The longest title with its border.</summary>
    private const int TitleWidth = 30;
    private const int ColumnWidthMin = 9;
    private const int BorderWidth = 3;

    /// <summary>The figures; of several runs also what differs, and by how much.</summary>
    public static void Write(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        IAnsiConsole console = TableConsole.For(output, out bool isTerminal);
        IReadOnlyList<string> names = RunNames.Of(runs);
        string[][] columns =
        [
            .. runs.SelectMany(
                (run, i) =>
                    run.Contenders.Select(contender =>
                        (string[])
                            [
                                $"{names[i]}\n{contender.Label}",
                                .. ReportColumn.All.Select(figure => figure.Text(contender)),
                            ]
                    )
            ),
        ];
        WriteTables(console, [.. ReportColumn.All.Select(figure => figure.Title)], columns, isTerminal);
        output.WriteLine(ReportText.Footnote);
        foreach (string line in ReportText.Describe(runs))
            output.WriteLine(line);
        if (runs.Count == 1)
            return;
        IReadOnlyList<RunDifferences> differences = RunDifferences.Of(runs);
        IReadOnlyList<RunRatio> ratios = RunRatio.Of(runs);
        output.WriteLine();
        output.WriteLine(differences.Count == 0 ? "Options and hosts are the same." : "What differs:");
        if (differences.Count > 0)
            WriteTables(
                console,
                [.. differences.Select(row => row.Name)],
                [.. names.Select((name, i) => (string[])[name, .. differences.Select(row => row.Values[i])])],
                isTerminal
            );
        if (ratios.Count == 0)
            return;
        output.WriteLine("By how much (in parentheses: how many times the first run's figure):");
        WriteTables(
            console,
            [.. ratios.Select(row => $"{row.Contender}: {row.Figure}")],
            [.. names.Select((name, i) => (string[])[name, .. ratios.Select(row => row.Values[i])])],
            isTerminal
        );
    }

    /// <summary>As many columns side by side as fit; the others in a table below.</summary>
    private static void WriteTables(IAnsiConsole console, string[] titles, string[][] columns, bool isTerminal)
    {
        int titleWidth = Math.Max(TitleWidth, titles.Max(title => title.Length) + BorderWidth);
        int columnWidth = columns
            .SelectMany(column => column.SelectMany(cell => cell.Split('\n')))
            .Select(cell => cell.Length)
            .Append(ColumnWidthMin)
            .Max();
        int fitting = Math.Max(1, (console.Profile.Width - titleWidth) / (columnWidth + BorderWidth));
        foreach (string[][] group in columns.Chunk(fitting))
        {
            Table table = TableConsole.CreateTable(isTerminal);
            table.AddColumn(new TableColumn("").NoWrap());
            foreach (string[] column in group)
                table.AddColumn(new TableColumn(Markup.Escape(column[0])).RightAligned().NoWrap());
            for (int row = 0; row < titles.Length; row++)
                table.AddRow([Markup.Escape(titles[row]), .. group.Select(column => Markup.Escape(column[row + 1]))]);
            console.Write(table);
        }
    }
}
