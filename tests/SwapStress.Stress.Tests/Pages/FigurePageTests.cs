using SwapStress.Harness.Figures;
using SwapStress.Stress.Metrics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>The parts of reference pages between "generated" and "end" are what the table of figures makes.</summary>
public sealed class FigurePageTests
{
    [Fact]
    public void The_page_of_results_has_the_fields_of_the_table() =>
        Match(
            "RESULTS.md",
            ("strategies", FigurePages.Strategies(FigureTable.Default)),
            ("rounds.jsonl", FigurePages.Lines(FigureTable.Default))
        );

    [Fact]
    public void The_page_of_metrics_has_the_instruments_of_the_meter()
    {
        using var metrics = new RunMetrics();
        Match("METRICS.md", ("instruments", FigurePages.Instruments(metrics)));
    }

    private static void Match(string page, params (string Name, string Text)[] parts)
    {
        string path = $"docs/reference/{page}";
        string whole = File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
        foreach ((string name, string text) in parts)
        {
            string begin = $"<!-- generated: {name} -->\n";
            int from = whole.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            int to = whole.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
            Assert.True(from >= begin.Length && to > 0, $"{path} has no place for {name}");
            whole = $"{whole[..from]}\n{text}\n{whole[to..]}";
        }
        Snapshot.MatchPage(path, whole);
    }
}
