using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>What the live view shows of a run at one moment: two lines of the run, and a table of its strategies.</summary>
internal sealed class LiveFrame(StressOptions options)
{
    private const int BarWidthMin = 10;
    private const int BarWidthMax = 40;
    private const string Separator = "   ";
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    /// <summary>Composes it.</summary>
    /// <param name="width">Columns that no line exceeds, however narrow.</param>
    /// <param name="isUnicode">Whether the terminal has more than ASCII.</param>
    public IRenderable Compose(RunProgress now, IReadOnlyList<LiveRow> rows, int width, bool isUnicode) =>
        new Rows(
            new Text(Fit([DescribeRound(now), .. DescribeWorkers(now)], width)),
            DescribeTime(now, width, isUnicode),
            ComposeTable(rows, width),
            new Text(Fit([Note], width), Faint)
        );

    private static string Note { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"/s, us: the last {RecentProgress.Span.TotalSeconds:0} s of each strategy's rounds"
        );

    private string DescribeRound(RunProgress now)
    {
        string all = options.Rounds > 0 ? $" ({options.Rounds:N0} in all)" : "";
        string done = ProgressText.DescribePhase(now) ?? ProgressText.Percent(now.RoundFraction);
        return now.Current is { } current
            ? string.Create(CultureInfo.InvariantCulture, $"round {now.Round}{all}, {current.Label} {done}")
            : "between two rounds";
    }

    private static IEnumerable<string> DescribeWorkers(RunProgress now) =>
        now.Workers == 0
            ? []
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{now.Workers:N0} workers, {now.WorkersAtWork:N0} at work"
                ),
            ];

    private Paragraph DescribeTime(RunProgress now, int width, bool isUnicode)
    {
        string time = $"{ProgressText.Format(now.Elapsed)}, {ProgressText.DescribeLeft(now.Left, options)}";
        string memory = string.Create(
            CultureInfo.InvariantCulture,
            $"working set {now.Process.WorkingSetBytes >> 20:N0} MiB"
        );
        string text = Fit([time, memory], width);
        int barWidth = Math.Min(BarWidthMax, width - text.Length - Separator.Length);
        var line = new Paragraph();
        if (now.Left is { } left && barWidth >= BarWidthMin)
        {
            double fraction = now.Elapsed / (now.Elapsed + left);
            (string done, string rest) = LiveText.Bar(fraction, barWidth, isUnicode);
            line.Append(done, new Style(Color.Green)).Append(rest, Faint).Append(Separator);
        }
        return line.Append(text);
    }

    private static Grid ComposeTable(IReadOnlyList<LiveRow> rows, int width)
    {
        var table = new Grid();
        IReadOnlyList<LiveColumn> columns = LiveColumn.Fit(rows, width);
        for (int i = 0; i < columns.Count; i++)
        {
            var column = new GridColumn
            {
                Padding = new Padding(i == 0 ? 0 : LiveColumn.Gap, 0, 0, 0),
                Alignment = i == 0 ? Justify.Left : Justify.Right,
                NoWrap = true,
            };
            table.AddColumn(column);
        }
        table.AddRow([.. columns.Select(column => new Text(column.Header, Faint))]);
        foreach (LiveRow row in rows)
            table.AddRow([.. columns.Select(column => new Text(Cut(column.Value(row), width), StyleOf(row, column)))]);
        return table;
    }

    private static Style StyleOf(LiveRow row, LiveColumn column)
    {
        Decoration decoration = row.IsCurrent ? Decoration.Bold : Decoration.None;
        // A control is there to lose; a sound strategy never may.
        return column.IsLost && row.SoFar.LostUpdates > 0
            ? new Style(row.SoFar.Strategy.Sound ? Color.Red : Color.Yellow, decoration: decoration)
            : new Style(decoration: decoration);
    }

    /// <summary>As many of these as fit beside each other; the first one in any case, cut where it must be.</summary>
    private static string Fit(IReadOnlyList<string> parts, int width)
    {
        string line = parts[0];
        foreach (string part in parts.Skip(1).TakeWhile(_ => line.Length <= width))
        {
            if (line.Length + Separator.Length + part.Length <= width)
                line += Separator + part;
        }
        return Cut(line, width);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..width];
}
