namespace SwapStress.Stress.Report.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Index">Its place among all series of the page, which decides how it looks.</param>
/// <param name="Points">Its points, ascending in X.</param>
internal sealed record Series(string Name, int Index, IReadOnlyList<ChartPoint> Points)
{
    private const int ShortLengthMax = 22;

    /// <summary>What a margin has room for.</summary>
    public string ShortName => Name.Length <= ShortLengthMax ? Name : $"{Name[..(ShortLengthMax - 1)].TrimEnd()}…";

    /// <summary>How it looks.</summary>
    public SeriesStyle Style { get; } = SeriesStyle.Of(Index);
}

/// <summary>A point, or what is left of several: their median between the lowest and the highest.</summary>
/// <param name="Y">The value, or the median.</param>
/// <param name="Mark">What its marker says; null for no marker.</param>
internal readonly record struct ChartPoint(double X, double Y, double Low, double High, string? Mark = null)
{
    /// <summary>A single value.</summary>
    public static ChartPoint Of(double x, double y, string? mark = null) => new(x, y, y, y, mark);
}
