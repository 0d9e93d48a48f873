using SwapStress.Harness.Figures;
using SwapStress.Stress.Metrics;

namespace SwapStress.Stress.Tests.Docs;

/// <summary>
/// The parts of docs/reference/ between "generated" and "end" are what the table of figures makes. SWAPSTRESS_ACCEPT=1 writes
/// them.
/// </summary>
public sealed class FigureDocsTests
{
    [Fact]
    public void Results_are_those_of_the_table()
    {
        Match("RESULTS.md", "strategies", FigureDocs.Strategies(FigureTable.Default));
        Match("RESULTS.md", "rounds.jsonl", FigureDocs.Lines(FigureTable.Default));
    }

    [Fact]
    public void Metrics_are_those_of_the_meter()
    {
        using var metrics = new RunMetrics();
        Match("METRICS.md", "instruments", FigureDocs.Instruments(metrics));
    }

    private static void Match(string page, string part, string text)
    {
        string file = Path.Combine(Repository.Root, "docs", "reference", page);
        string whole = File.ReadAllText(file).ReplaceLineEndings("\n");
        string begin = $"<!-- generated: {part} -->\n";
        int from = whole.IndexOf(begin, StringComparison.Ordinal);
        int to = from < 0 ? -1 : whole.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        Assert.True(to > 0, $"{file} has no place for {part}");
        string received = $"{whole[..(from + begin.Length)]}\n{text}\n{whole[to..]}";
        if (Environment.GetEnvironmentVariable("SWAPSTRESS_ACCEPT") == "1")
            File.WriteAllText(file, received);
        else
            Assert.True(received == whole, $"{file} is stale: SWAPSTRESS_ACCEPT=1 makes its {part} anew");
    }
}
