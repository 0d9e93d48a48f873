using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>A column of the table.</summary>
/// <param name="Header">What it says on top.</param>
/// <param name="Rank">From 0, which is always there: the higher ones go first where the terminal is narrow.</param>
/// <param name="Value">What it says of a strategy.</param>
internal sealed record LiveColumn(string Header, int Rank, Func<LiveRow, string> Value)
{
    /// <summary>Between two columns.</summary>
    public const int Gap = 2;

    /// <summary>Every column, from left to right.</summary>
    private static readonly LiveColumn[] All =
    [
        new("  strategy", 0, row => $"{(row.IsCurrent ? ">" : " ")} {row.SoFar.Strategy.Key}"),
        new("rounds", 7, row => LiveText.Count(row.SoFar.Rounds)),
        new("updates", 10, row => LiveText.Count(row.SoFar.Updates)),
        new("updates/s", 2, row => PerSecond(row, row.Recent.UpdatesPerSecond)),
        new("swap-ins/s", 3, row => PerSecond(row, row.Recent.SwapInsPerSecond)),
        new(Lost, 1, row => LiveText.Count(row.SoFar.LostUpdates)),
        new("events", 9, row => LiveText.Count(row.SoFar.Statistics.Events?.Total)),
        new("p50, us", 5, row => LiveText.Percentile(row.Recent.SwapIn, 50)),
        new("p99, us", 4, row => LiveText.Percentile(row.Recent.SwapIn, 99)),
        new("p99.9, us", 8, row => LiveText.Percentile(row.Recent.SwapIn, 99.9)),
        new("p50 so far", 11, row => LiveText.Percentile(row.SoFar.SwapIn, 50)),
        new("p99 so far", 12, row => LiveText.Percentile(row.SoFar.SwapIn, 99)),
        new("max so far", 13, row => Max(row.SoFar)),
        new("ratio", 6, row => LiveText.Ratio(row.SoFar.Statistics.Device)),
        new("store, MiB", 14, row => LiveText.Count(row.SoFar.Statistics.Device?.MemUsedTotalBytes >> 20)),
    ];

    private const string Lost = "lost";

    /// <summary>Whether it is the column of losses.</summary>
    public bool IsLost => Header == Lost;

    /// <summary>Its widest text.</summary>
    public int WidthOf(IReadOnlyList<LiveRow> rows) =>
        rows.Select(row => Value(row).Length).Append(Header.Length).Max();

    /// <summary>As many columns as fit, by their rank, from left to right; at least the strategies' names.</summary>
    public static IReadOnlyList<LiveColumn> Fit(IReadOnlyList<LiveRow> rows, int width)
    {
        int left = width + Gap;
        int rank = -1;
        foreach (LiveColumn column in All.OrderBy(column => column.Rank))
        {
            left -= column.WidthOf(rows) + Gap;
            if (left < 0 && rank >= 0)
                break;
            rank = column.Rank;
        }
        return [.. All.Where(column => column.Rank <= rank)];
    }

    private static string PerSecond(LiveRow row, double value) =>
        row.SoFar.Worked == TimeSpan.Zero ? LiveText.Unknown : LiveText.Count(value);

    private static string Max(StrategyProgress strategy) =>
        strategy.SwapIn.Count == 0 ? LiveText.Unknown : LiveText.Microseconds(strategy.SwapIn.MaxNs);
}
