using Spectre.Console;
using SwapStress.Cli.Display;
using SwapStress.Harness.Recorded;

namespace SwapStress.Cli.Report;

/// <summary>Recorded runs side by side.</summary>
internal static class ReportText
{
    private const string Footnote =
        "95 %: exact Poisson interval of the losses, widened by how much more the rounds differ than independent losses would.";

    /// <summary>The longest title with its border.</summary>
    private const int TitleWidth = 30;
    private const int ColumnWidthMin = 9;
    private const int BorderWidth = 3;

    /// <summary>For people at a terminal.</summary>
    public static void WriteTable(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        IAnsiConsole console = TableConsole.For(output, out bool isTerminal);
        (RecordedRun Run, RecordedContender Contender)[] lines = [.. Lines(runs)];
        // As many side by side as fit; the others in a table below.
        int columnWidth = lines
            .SelectMany(line => new[] { line.Run.Name.Length, line.Contender.Label.Length, ColumnWidthMin })
            .Max();
        int columns = Math.Max(1, (console.Profile.Width - TitleWidth) / (columnWidth + BorderWidth));
        foreach ((RecordedRun Run, RecordedContender Contender)[] group in lines.Chunk(columns))
            console.Write(Compose(group, isTerminal));
        output.WriteLine(Footnote);
        foreach (string line in runs.SelectMany(Describe))
            output.WriteLine(line);
    }

    /// <summary>A column for each contender, so that a few of them fit an ordinary terminal.</summary>
    private static Table Compose((RecordedRun Run, RecordedContender Contender)[] lines, bool isTerminal)
    {
        Table table = TableConsole.CreateTable(isTerminal);
        table.AddColumn(new TableColumn("").NoWrap());
        foreach ((RecordedRun run, RecordedContender contender) in lines)
        {
            string header = $"{Markup.Escape(run.Name)}\n{Markup.Escape(contender.Label)}";
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        }
        foreach (ReportColumn figure in ReportColumn.All)
            table.AddRow([figure.Title, .. lines.Select(line => figure.Text(line.Contender))]);
        return table;
    }

    /// <summary>For a mail or a pull request.</summary>
    public static void WriteMarkdown(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        string[] titles = ["run", "", .. ReportColumn.All.Select(column => column.Title)];
        output.WriteLine($"| {string.Join(" | ", titles)} |");
        output.WriteLine($"|---|---|{string.Concat(ReportColumn.All.Select(_ => "---:|"))}");
        foreach ((RecordedRun run, RecordedContender contender) in Lines(runs))
        {
            string[] cells =
            [
                Cell(run.Name),
                Cell(contender.Label),
                .. ReportColumn.All.Select(column => column.Text(contender)),
            ];
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }
        output.WriteLine();
        output.WriteLine(Footnote);
        output.WriteLine();
        foreach (string line in runs.SelectMany(Describe))
            output.WriteLine($"- {line}");
    }

    /// <summary>For a program: RFC 4180, a header line, plain numbers, units in the names.</summary>
    public static void WriteCsv(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        output.WriteLine(
            string.Join(',', ReportColumn.All.Select(column => column.Name).Prepend("contender").Prepend("run"))
        );
        foreach ((RecordedRun run, RecordedContender contender) in Lines(runs))
            output.WriteLine(
                string.Join(
                    ',',
                    ReportColumn
                        .All.Select(column => column.Value(contender))
                        .Prepend(Quoted(contender.Label))
                        .Prepend(Quoted(run.Name))
                )
            );
    }

    private static IEnumerable<(RecordedRun Run, RecordedContender Contender)> Lines(IEnumerable<RecordedRun> runs) =>
        runs.SelectMany(run => run.Contenders.Select(contender => (run, contender)));

    private static IEnumerable<string> Describe(RecordedRun run)
    {
        string[] parts = [.. new[] { run.Setting, run.Host, run.Verdict }.OfType<string>(), .. run.Remarks];
        yield return $"{run.Name}: {string.Join("; ", parts)}";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
