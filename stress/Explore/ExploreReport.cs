using System.Globalization;
using SwapStress.Explorer;

namespace SwapStress.Stress.Explore;

/// <summary>The text of a search.</summary>
internal static class ExploreReport
{
    /// <summary>What is searched.</summary>
    public static string Headline(ExploreCase @case) => $"{@case.Title}: {@case.Spec.Text}";

    /// <summary>The outcomes of a case, a line each, and what was searched.</summary>
    public static IEnumerable<string> Lines(ExploreRow row, SearchOptions options)
    {
        int width = row.Outcomes.Select(outcome => outcome.Text.Length).Append("outcome".Length).Max();
        yield return $"  {"outcome".PadRight(width)}  {"occurrences", 11}  grade";
        foreach (GradedOutcome outcome in row.Outcomes)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {outcome.Text.PadRight(width)}  {outcome.Occurrences, 11:N0}  {Describe(outcome, row)}"
            );
        ExplorationResult result = row.Result;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  {result.Schedules:N0} schedules in {result.Elapsed.TotalSeconds:0.000} s, {result.SchedulesPerSecond:N0} a second: {Extent(result, options)}, {CheckOf(result)}"
        );
    }

    /// <summary>All rows under each other.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<ExploreRow> rows)
    {
        string[][] cells =
        [
            ["program", "strategy", "fix", "schedules", "seconds", "verdict"],
            .. rows.Select(row =>
                (string[])
                    [
                        row.Case.Name,
                        row.Case.Sync,
                        row.Case.FixText,
                        row.Result.Schedules.ToString("N0", CultureInfo.InvariantCulture),
                        row.Result.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
                        row.Verdict,
                    ]
            ),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
            yield return string.Join(
                    "  ",
                    row.Select((cell, i) => i is 3 or 4 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))
                )
                .TrimEnd();
    }

    private static string Describe(GradedOutcome outcome, ExploreRow row)
    {
        string grade = outcome.Grade.ToString().ToLowerInvariant();
        if (!outcome.IsMissing)
            return grade;
        return row.Result.IsExhausted ? $"{grade}, and never came" : $"{grade}, and has not come";
    }

    private static string CheckOf(ExplorationResult result) =>
        result.ChecksInFull ? "each checked in full" : "each checked by its witnesses (--check full for all)";

    private static string Extent(ExplorationResult result, SearchOptions options) =>
        (result.IsExhausted, result.Bad) switch
        {
            (true, _) => $"every one with at most {ExploreRow.Preemptions(options.PreemptionsMax)}",
            (false, { }) when options.StopsAtFirst =>
                "stopped at the first losing one, with as few preemptions as there can be",
            _ => "cut at the limit, not exhausted",
        };
}
