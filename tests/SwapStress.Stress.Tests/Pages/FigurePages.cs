using System.Diagnostics.Metrics;
using System.Text;
using SwapStress.Harness.Figures;
using SwapStress.Stress.Metrics;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>What the table of figures makes of reference pages.</summary>
internal static class FigurePages
{
    /// <summary>The fields of a strategy in run.json.</summary>
    public static string Strategies(FigureTable table) =>
        Table(
            "Field",
            table.Rows.Where(row => row.Written.HasFlag(Writer.Run)).Select(row => $"| `{row.Name}` | {row.Doc} |")
        );

    /// <summary>The same of a line of rounds.jsonl, with what they are called in run.json.</summary>
    public static string Lines(FigureTable table) =>
        Table(
            "Field of a line",
            table
                .Having(row => row.Line, place => place.After)
                .Select(pair =>
                    $"| `{pair.Has.Path}` | {(pair.Has.Path == pair.Row.Name ? "as there" : $"`{pair.Row.Name}`")} |"
                )
        );

    /// <summary>The instruments of a meter.</summary>
    public static string Instruments(RunMetrics metrics)
    {
        var rows = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (metrics.Has(instrument))
                rows.Add(
                    $"| `{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` | {instrument.Description} |"
                );
        };
        listener.Start();
        return Table("Instrument | Kind | Unit", rows);
    }

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0] switch
        {
            "ObservableCounter" => "counter",
            "ObservableGauge" => "gauge",
            _ => "histogram",
        };

    private static string Table(string headings, IEnumerable<string> rows)
    {
        int columns = headings.Split('|').Length + 1;
        var text = new StringBuilder($"| {headings} | |\n|{string.Concat(Enumerable.Repeat("---|", columns))}\n");
        foreach (string row in rows)
            text.Append(row).Append('\n');
        return text.ToString();
    }
}
