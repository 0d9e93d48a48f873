using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>What differs between runs, and by how much their figures do.</summary>
internal static class ComparisonSection
{
    public static void Write(Markup markup, IReadOnlyList<RecordedRun> runs)
    {
        string[] letters = [.. runs.Select((_, i) => RunNames.Letter(i))];
        IReadOnlyList<RunDifferences> differences = RunDifferences.Of(runs);
        markup.Open("section");
        markup.Element("h2", "What differs");
        if (differences.Count == 0)
            markup.Element("p", "Options and hosts are the same.");
        else
            DataTable.Write(
                markup,
                "Options and hosts that are not the same",
                ["", .. letters],
                differences.Select(row => (IReadOnlyList<string>)[row.Name, .. row.Values]),
                isText: true
            );
        IReadOnlyList<RunRatio> ratios = RunRatio.Of(runs);
        if (ratios.Count > 0)
        {
            markup.Element("h2", "By how much");
            DataTable.Write(
                markup,
                "In parentheses: how many times the first run's figure",
                ["", .. letters],
                ratios
                    .GroupBy(row => row.Contender, StringComparer.Ordinal)
                    .SelectMany(group =>
                        group.Select(row => (IReadOnlyList<string>)[row.Figure, .. row.Values]).Prepend([group.Key])
                    )
            );
        }
        markup.Close();
    }
}
