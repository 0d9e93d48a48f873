using System.Text.Json.Nodes;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Stress.Metrics;
using SwapStress.Stress.Report;
using SwapStress.Stress.Report.Page;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Stress.Run;
using SwapStress.Stress.Tests.Metrics;
using SwapStress.Stress.Tests.Pages;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

/// <summary>A figure is one row: everything that writes figures has it.</summary>
public sealed class ToyFigureTests : IDisposable
{
    private const string Name = "toyFigure";

    private static readonly FigureTable Table = new([
        .. FigureTable.Default.Rows,
        new(Name, "what a test made up")
        {
            Formula = f => f("majorFaults") + 2,
            Section = Section.Paging,
            Line = new(Name, After: "refaults"),
            IsInIntervals = true,
            Matrix = Name,
            Summary = new("toy in a table") { After = "refaults" },
            Report = new("toy in a report") { Name = Name },
            Page = new("toy on a page"),
            Metric = new("toy", "{toy}", "A toy."),
            Exempt = [(Writer.Sums, "it follows from others")],
        },
    ]);

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Files_of_a_run_have_it()
    {
        Tally tally = new Tally().With((Counter.MajorFaults, 40));
        foreach (
            IEnumerable<(string, JsonNode?)> fields in new[]
            {
                Table.Run(tally, StorePart.None),
                Table.Line(tally),
                Table.Interval(tally),
                Table.Matrix(tally),
            }
        )
            Assert.Contains($"\"{Name}\":42", PathJson.Of(fields).ToJsonString());
    }

    [Fact]
    public void The_table_at_the_end_and_the_meter_have_it()
    {
        StrategyResult result = Progress.None(HistogramSnapshot.Empty);
        using var output = new StringWriter();
        SummaryTable.Write(Table, [result], output);
        Assert.Matches(@"toy in a table\s+\|\s+42 ", output.ToString());
        using var metrics = new RunMetrics(Table);
        using var listener = new Listener(metrics);
        metrics.Update(Progress.Of(result));
        Assert.Equal(42, listener.Last("swapstress.toy none"));
    }

    [Fact]
    public void Reports_of_every_form_have_it()
    {
        _directory.WithRun("one");
        string file = _directory["one/run.json"];
        JsonNode run = JsonNode.Parse(File.ReadAllText(file))!;
        run["strategies"]![0]![Name] = 42;
        File.WriteAllText(file, run.ToJsonString());
        RecordedRun[] runs = [RecordedRuns.Read(_directory["one"])];
        Assert.Matches(@"toy in a report\s+\|\s+42 ", Write(TextReport.Write));
        Assert.Matches(@"\| toy in a report +\| +42 \|", Write(MarkdownReport.Write));
        Assert.Contains($",{Name},", Write(CsvReport.Write));
        Assert.Contains(",42,", Write(CsvReport.Write));
        Assert.Matches(@"toy on a page</th>\s*<td>42<", Write(ReportPage.Write));

        string Write(Action<FigureTable, IReadOnlyList<RecordedRun>, TextWriter> write)
        {
            using var output = new StringWriter();
            write(Table, runs, output);
            return output.ToString();
        }
    }

    [Fact]
    public void The_reference_pages_have_it()
    {
        Assert.Contains($"| `{Name}` | what a test made up |", FigurePages.Strategies(Table));
        Assert.Contains(Name, FigurePages.Lines(Table));
        using var metrics = new RunMetrics(Table);
        Assert.Contains("| `swapstress.toy` | counter | `{toy}` | A toy. |", FigurePages.Instruments(metrics));
    }

    public void Dispose() => _directory.Dispose();
}
