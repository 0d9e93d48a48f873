namespace SwapStress.Stress.Report.Charts;

/// <summary>How a series looks: a colour of the style sheet, a dash and a marker, so that colour is never all.</summary>
/// <param name="Class">Its class in the style sheet: "s0" to "s8".</param>
/// <param name="Dash">Its dashes; null for a whole line.</param>
/// <param name="Marker">The path of its marker around a point, relative to it.</param>
internal sealed record SeriesStyle(string Class, string? Dash, string Marker)
{
    private static readonly string[] Markers =
    [
        "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        "m-3.2 -3.2h6.4v6.4h-6.4z",
        "m0 -4.2l4.2 7.6h-8.4z",
        "m0 -4.6l4.6 4.6l-4.6 4.6l-4.6 -4.6z",
        "m0 4.2l4.2 -7.6h-8.4z",
        "m-1.2 -4h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8v-2.4h2.8z",
        "m0 -4.4l4.2 3l-1.6 5h-5.2l-1.6 -5z",
        "m-4 -2.4l1.6 -1.6l2.4 2.4l2.4 -2.4l1.6 1.6l-2.4 2.4l2.4 2.4l-1.6 1.6l-2.4 -2.4l-2.4 2.4l-1.6 -1.6l2.4 -2.4z",
        "m-4 0l2 -3.6h4l2 3.6l-2 3.6h-4z",
    ];

    private static readonly string?[] Dashes =
    [
        null,
        "7 3",
        "2 2.5",
        "9 3 2 3",
        "5 2 2 2 2 2",
        "14 4",
        "1 3",
        "4 4",
        "12 3 4 3",
    ];

    /// <summary>The style of a series by its place; after nine the dashes go on in another order.</summary>
    public static SeriesStyle Of(int index)
    {
        int turn = index / Markers.Length;
        int place = index % Markers.Length;
        return new SeriesStyle($"s{place}", Dashes[(place + turn) % Dashes.Length], Markers[place]);
    }
}
