namespace SwapStress.Stress.Report.Charts;

/// <summary>What a chart shows.</summary>
/// <param name="Id">Unlike that of any other chart of the page.</param>
/// <param name="Description">What is to be seen, for those who do not see it.</param>
/// <param name="Y">The axis at the left.</param>
internal sealed record Chart(
    string Id,
    string Title,
    string Description,
    IAxis X,
    string XTitle,
    IAxis Y,
    string YTitle,
    IReadOnlyList<Series> Series
)
{
    /// <summary>Whether points are joined; else each stands for itself, on a stem from its lowest to its highest.</summary>
    public bool IsLine { get; init; } = true;
}
