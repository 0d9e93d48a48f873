using System.Text;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>Recorded runs in GitHub's Markdown, aligned, so that a mail can be read as it is.</summary>
internal static class MarkdownReport
{
    /// <summary>Columns of text that a line should not exceed.</summary>
    private const int WidthMax = 100;

    /// <summary>Of a cell, besides its text.</summary>
    private const int BorderWidth = 3;

    /// <summary>The verdicts, the figures, and of several runs what differs, and by how much.</summary>
    public static void Write(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        string[] letters = [.. runs.Select((_, i) => RunNames.Letter(i))];
        string[] described = [.. ReportText.Describe(runs)];
        for (int i = 0; i < runs.Count; i++)
            output.Write($"- {(runs.Count == 1 ? "" : $"{letters[i]}: ")}{Escape(described[i])}\n");
        output.Write("\n");
        string[][] columns =
        [
            .. runs.SelectMany(
                (run, i) =>
                    run.Contenders.Select(contender =>
                        (string[])
                            [
                                runs.Count == 1 ? contender.Label : $"{letters[i]} {contender.Label}",
                                .. ReportColumn.All.Select(figure => figure.Text(contender)),
                            ]
                    )
            ),
        ];
        WriteTables(output, ["", .. ReportColumn.All.Select(figure => figure.Title)], columns);
        output.Write($"{ReportText.Footnote}\n");
        if (runs.Count > 1)
            WriteComparison(runs, letters, output);
    }

    private static void WriteComparison(IReadOnlyList<RecordedRun> runs, string[] letters, TextWriter output)
    {
        IReadOnlyList<RunDifferences> differences = RunDifferences.Of(runs);
        output.Write(
            differences.Count == 0 ? "\nOptions and hosts are the same.\n" : "\nOptions and hosts that differ:\n\n"
        );
        if (differences.Count > 0)
            WriteTables(
                output,
                ["", .. differences.Select(row => row.Name)],
                [.. letters.Select((letter, i) => (string[])[letter, .. differences.Select(row => row.Values[i])])]
            );
        foreach (
            IGrouping<string, RunRatio> group in RunRatio.Of(runs).GroupBy(row => row.Contender, StringComparer.Ordinal)
        )
        {
            output.Write(
                $"{(differences.Count == 0 ? "\n" : "")}{Escape(group.Key)}, in parentheses how many times the first run's figure:\n\n"
            );
            WriteTables(
                output,
                ["", .. group.Select(row => row.Figure)],
                [.. letters.Select((letter, i) => (string[])[letter, .. group.Select(row => row.Values[i])])]
            );
        }
    }

    /// <summary>As many columns in one table as fit the width, with the titles in front of each; then a blank line.</summary>
    private static void WriteTables(TextWriter output, string[] titles, string[][] columns)
    {
        string[] rows = [.. titles.Select(Escape)];
        string[][] cells = [.. columns.Select(column => column.Select(Escape).ToArray())];
        int titleWidth = rows.Max(title => title.Length);
        for (int first = 0; first < cells.Length; )
        {
            var group = new List<string[]>();
            int width = titleWidth + BorderWidth + 1;
            while (
                first < cells.Length && (group.Count == 0 || width + WidthOf(cells[first]) + BorderWidth <= WidthMax)
            )
            {
                width += WidthOf(cells[first]) + BorderWidth;
                group.Add(cells[first++]);
            }
            WriteTable(output, rows, titleWidth, group);
        }
    }

    private static void WriteTable(TextWriter output, string[] titles, int titleWidth, List<string[]> columns)
    {
        for (int row = 0; row < titles.Length; row++)
        {
            var line = new StringBuilder($"| {titles[row].PadRight(titleWidth)} |");
            foreach (string[] column in columns)
                line.Append($" {column[row].PadLeft(WidthOf(column))} |");
            output.Write($"{line}\n");
            if (row > 0)
                continue;
            line.Clear().Append($"|{new string('-', titleWidth + 2)}|");
            foreach (string[] column in columns)
                line.Append($"{new string('-', WidthOf(column) + 1)}:|");
            output.Write($"{line}\n");
        }
        output.Write("\n");
    }

    private static int WidthOf(string[] column) => column.Max(cell => cell.Length);

    /// <summary>What would end a cell or a line, or be read as markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            if (c is '|' or '\\' or '`' or '*' or '<' or '[' or ']')
                escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? '\ufffd' : c);
        }
        return escaped.ToString();
    }
}
