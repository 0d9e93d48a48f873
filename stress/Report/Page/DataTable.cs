using SwapStress.Stress.Report.Charts;

namespace SwapStress.Stress.Report.Page;

/// <summary>Tables that tell which heading each cell belongs to, and that scroll by themselves where they are too wide.</summary>
internal static class DataTable
{
    /// <summary>Writes one.</summary>
    /// <param name="caption">What it is; what hears it on its own understands it.</param>
    /// <param name="headings">Of the columns; the first is that of the headings of the rows.</param>
    /// <param name="rows">Cells of each row, the first is its heading; a single one heads the rows that follow.</param>
    /// <param name="isText">Whether cells are texts, and no numbers.</param>
    public static void Write(
        Markup markup,
        string caption,
        IReadOnlyList<string> headings,
        IEnumerable<IReadOnlyList<string>> rows,
        bool isText = false
    )
    {
        Begin(markup, caption, isText ? "texts" : "numbers");
        markup.Open("thead");
        WriteHeadings(markup, headings);
        markup.Close();
        markup.Open("tbody");
        foreach (IReadOnlyList<string> row in rows)
            WriteRow(markup, row, headings.Count);
        markup.Close();
        End(markup);
    }

    /// <summary>The elements around.</summary>
    public static void Begin(Markup markup, string caption, string style)
    {
        // It can be scrolled with the keyboard, so it has a name.
        markup.Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption));
        markup.Open("table", ("class", style));
        markup.Element("caption", caption);
    }

    /// <summary>A row of headings of columns.</summary>
    public static void WriteHeadings(Markup markup, IReadOnlyList<string> headings)
    {
        markup.Open("tr");
        foreach (string heading in headings)
            markup.Element(heading.Length == 0 ? "td" : "th", heading, ("scope", heading.Length == 0 ? null : "col"));
        markup.Close();
    }

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public static void End(Markup markup)
    {
        markup.Close();
        markup.Close();
        markup.NewLine();
    }

    private static void WriteRow(Markup markup, IReadOnlyList<string> row, int columns)
    {
        if (row is [string group])
        {
            markup.Open("tr", ("class", "group"));
            markup.Element("th", group, ("scope", "colgroup"), ("colspan", $"{columns}"));
            markup.Close();
            return;
        }
        markup.Open("tr", ("class", IsOfLosses(row[0]) ? "loss" : null));
        markup.Element("th", row[0], ("scope", "row"));
        foreach (string cell in row.Skip(1))
            markup.Element("td", cell, ("class", cell is "-" or "0" ? "none" : null));
        markup.Close();
    }

    /// <summary>Where a figure above zero is bad.</summary>
    private static bool IsOfLosses(string title) =>
        title.StartsWith("lost ", StringComparison.Ordinal)
        || title is "misloads" or "read failures" or "stale installs";
}
