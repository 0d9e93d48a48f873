namespace SwapStress.Stress.Report.Charts;

/// <summary>The size of a drawing and what its margins leave, in pixels.</summary>
/// <param name="Class">The class by which the style sheet shows one size and hides the other.</param>
/// <param name="Left">Margin of the labels of the values.</param>
/// <param name="Right">Margin of the names of the series.</param>
internal sealed record ChartSize(string Class, int Width, int Height, int Left, int Right, int LabelsX)
{
    /// <summary>Above the plot.</summary>
    public const int Top = 26;

    /// <summary>Below it.</summary>
    public const int Bottom = 42;

    /// <summary>For screens and paper: the names of the series stand at the ends of their lines.</summary>
    public static ChartSize Wide { get; } = new("wide", 960, 380, 62, 168, 10);

    /// <summary>For telephones: the legend names them.</summary>
    public static ChartSize Narrow { get; } = new("narrow", 360, 300, 52, 14, 5);

    /// <summary>Whether the series are named in the drawing.</summary>
    public bool HasNames => this == Wide;

    public int PlotWidth => Width - Left - Right;

    public int PlotHeight => Height - Top - Bottom;
}
