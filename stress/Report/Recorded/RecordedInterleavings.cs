using System.Text.RegularExpressions;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Reads interleavings.txt, which is written for people.</summary>
internal static partial class RecordedInterleavings
{
    /// <summary>Drawings read at most; a run records three for each contender.</summary>
    private const int DrawingsMax = 60;

    /// <summary>Lines read of a drawing; more are none of ours.</summary>
    private const int LinesMax = 400;

    /// <summary>The drawings; none without the file.</summary>
    public static IReadOnlyList<RecordedInterleaving> Read(string directory)
    {
        string path = Path.Combine(directory, ResultsRecorder.InterleavingsFile);
        return File.Exists(path) ? [.. Split(SharedFile.ReadLines(path)).Take(DrawingsMax)] : [];
    }

    private static IEnumerable<RecordedInterleaving> Split(IEnumerable<string> lines)
    {
        Match? heading = null;
        var body = new List<string>();
        foreach (string line in lines)
        {
            if (Heading().Match(line) is { Success: true } next)
            {
                if (heading is not null)
                    yield return Parse(heading, body);
                heading = next;
                body.Clear();
            }
            else if (body.Count < LinesMax)
            {
                body.Add(line);
            }
        }
        if (heading is not null)
            yield return Parse(heading, body);
    }

    private static RecordedInterleaving Parse(Match heading, List<string> lines)
    {
        int rule = lines.FindIndex(line => Rule().IsMatch(line));
        string headline = string.Join(' ', lines.TakeWhile(line => line.Length > 0).Select(line => line.Trim()));
        int[] columns = rule < 1 ? [] : Columns(lines[rule]);
        int end = rule < 1 ? 0 : lines.FindIndex(rule, line => line.Trim().Length == 0);
        string[] notes = end < 0 ? [] : [.. lines.Skip(end).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return new RecordedInterleaving(
            heading.Groups["contender"].Value,
            heading.Groups["round"].Value,
            headline,
            [.. columns.Select((column, i) => Cut(lines[rule - 1], column, Next(columns, i)))],
            columns.Length == 0 ? [] : Steps(lines[(rule + 1)..(end < 0 ? lines.Count : end)], columns),
            columns.Length == 0 ? "" : string.Join(' ', notes),
            [.. lines]
        );
    }

    /// <summary>A line without a time that begins deeper than its column goes on with the line before.</summary>
    private static List<RecordedStep> Steps(IEnumerable<string> lines, int[] columns)
    {
        var steps = new List<RecordedStep>();
        foreach (string line in lines)
        {
            string time = Cut(line, 0, columns[0]);
            int begin = Math.Min(columns[0], line.Length);
            begin += line[begin..].TakeWhile(c => c == ' ').Count();
            int thread = Math.Max(0, Array.FindLastIndex(columns, column => column <= begin));
            string text = Cut(line, begin, line.Length);
            if (time.Length == 0 && begin > columns[thread] && steps.Count > 0 && steps[^1].Thread == thread)
                steps[^1] = steps[^1] with { Text = $"{steps[^1].Text} {text}" };
            else
                steps.Add(new RecordedStep(time, thread, text));
        }
        return steps;
    }

    /// <summary>Where the rule below the threads' names begins anew.</summary>
    private static int[] Columns(string rule) =>
        [.. Enumerable.Range(1, rule.Length - 1).Where(i => rule[i] == '-' && rule[i - 1] == ' ')];

    private static int Next(int[] columns, int i) => i + 1 < columns.Length ? columns[i + 1] : int.MaxValue;

    private static string Cut(string line, int from, int to) =>
        from >= line.Length ? "" : line[from..Math.Min(to, line.Length)].Trim();

    [GeneratedRegex(
        @"^\[(?<contender>[^\]]+)\] Round (?<round>\d+)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Heading();

    [GeneratedRegex("^ +-[- ]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();
}
