using SwapStress.Stress.Report.Charts;

namespace SwapStress.Stress.Report.Page;

/// <summary>The contenders side by side.</summary>
internal static class FigureSection
{
    public static void Write(Markup markup, IReadOnlyList<PageContender> contenders)
    {
        markup.Open("section");
        markup.Element("h2", "Strategies");
        DataTable.Write(
            markup,
            "Sums over all rounds",
            ["", .. contenders.Select(item => item.Label)],
            FigureRow
                .All.Where(row => row.Value is null || row.IsFor(contenders))
                .Select(row =>
                    row.Value is null
                        ? (IReadOnlyList<string>)[row.Title]
                        : [row.Title, .. contenders.Select(item => row.Value(item.Contender))]
                )
        );
        markup.Element("p", ReportText.Footnote, ("class", "note"));
        markup.Close();
    }
}
