using System.Text;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>
/// Draws a window as the kernel's mails draw a race: time runs down, each thread has a column, the losing step is
/// marked. At most 100 columns wide for up to three threads.
/// </summary>
internal static class InterleavingText
{
    /// <summary>A blank at which no line is broken.</summary>
    internal const char NoBreak = '\u00a0';

    private const int WidthMax = 100;
    private const int TimeWidth = 11;
    private const int Gap = 2;
    private const int ColumnWidthMin = 28;
    private const string Continuation = "  ";

    /// <summary>The lines of the drawing, without line ends.</summary>
    /// <exception cref="ArgumentException">The last step of the window is not the losing one, and the only one.</exception>
    public static IReadOnlyList<string> Draw(LossWindow window) => Draw(window, InterleavingStyle.Timed);

    /// <summary>The same, with threads and times as a style names them.</summary>
    /// <exception cref="ArgumentException">The last step of the window is not the losing one, and the only one.</exception>
    public static IReadOnlyList<string> Draw(LossWindow window, InterleavingStyle style)
    {
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(window);
        if (window.Events.Count(e => e.IsLosing) != 1 || !window.Events[^1].IsLosing)
            throw new ArgumentException("The window does not end with the step that loses.", nameof(window));
        var rows = new InterleavingRows(window, style.IsWhole);
        IReadOnlyDictionary<int, string> labels = style.Labels(window.Events);
        int[] threads = [.. rows.Threads];
        int width = Math.Max(ColumnWidthMin, ((WidthMax - TimeWidth + Gap) / Math.Max(2, threads.Length)) - Gap);
        List<string> lines = [.. Wrap(LossText.Headline(window, labels[window.Events[^1].ThreadId]), WidthMax), ""];
        lines.Add(Line(style.TimeHeading, threads.Select(thread => labels[thread]), width));
        lines.Add(Line("", threads.Select(thread => new string('-', labels[thread].Length)), width));
        if (rows.IsCutAtStart)
            lines.Add(Line("", ["..."], width));
        long? start = null;
        foreach (InterleavingRow row in rows.Rows())
        {
            start ??= row.TimeNs;
            string time = row.TimeNs is { } now ? style.Time(now - start.GetValueOrDefault()) : "";
            int column = Array.IndexOf(threads, row.ThreadId);
            foreach (string text in Wrap(row.Text, width))
            {
                lines.Add(Line(time, Enumerable.Repeat("", column).Append(text), width));
                time = "";
            }
        }
        string[] omissions = [.. rows.Omissions()];
        if (omissions.Length > 0)
            lines.AddRange(["", .. omissions.SelectMany(text => Wrap(text, WidthMax))]);
        return lines;
    }

    private static string Line(string time, IEnumerable<string> columns, int width)
    {
        string cells = string.Join(new string(' ', Gap), columns.Select(text => text.PadRight(width)));
        return $"{time.PadLeft(TimeWidth - Gap)}{new string(' ', Gap)}{cells}".TrimEnd().Replace(NoBreak, ' ');
    }

    /// <summary>Breaks a text between words; what follows is indented.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > Continuation.Length && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear().Append(Continuation).Append(word);
                continue;
            }
            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }
}
