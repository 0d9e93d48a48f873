using SwapStress.Stress.Report;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

/// <summary>The exact text of a fixed run in Markdown and csv.</summary>
public sealed class ReportFormatTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void Markdown() =>
        Assert.Equal(
            """
            - one: zram, lz4, 1M, 8 threads, read delay 1ms, runtime; CPU, 2 cores, kernel 6.12.1, .NET 10; fixed: none lost 7 updates, prepare-tick lost none

            |                            |    none | prepare-tick |
            |----------------------------|--------:|-------------:|
            | rounds                     |       2 |            2 |
            | workers                    |       8 |            8 |
            | updates                    |   4,096 |        4,096 |
            | lost updates               |       7 |            0 |
            | misloads                   |       0 |            0 |
            | major faults               |   1,000 |        2,000 |
            | lost / 10,000 major faults |      70 |            0 |
            | 95 % from                  |  1.7722 |            0 |
            | to                         | 390.015 |      36.8888 |
            | swap-in p50, us            |     2.0 |          2.0 |
            | p99, us                    |    10.0 |         10.0 |
            | p99.9, us                  |    20.0 |         20.0 |

            95 %: exact Poisson interval of the losses, widened by how much more the rounds differ than independent losses would.

            """,
            Text(MarkdownReport.Write, "one")
        );

    [Fact]
    public void Markdown_of_two_runs_fits_a_mail()
    {
        _directory.WithRun("b|`c`", p50Us: 30);
        string text = Text(MarkdownReport.Write, "one", "b|`c`");
        string[] lines = text.Split('\n');
        Assert.All(lines.Where(line => line.StartsWith('|')), line => Assert.InRange(line.Length, 10, 100));
        Assert.StartsWith("- B: b\\|\\`c\\`: zram", lines[1]);
        Assert.Contains("| swap-in p50                | 2.00 µs | 30.0 µs (x15) |", lines);
        Assert.Contains("\nOptions and hosts are the same.\n", text);
    }

    [Fact]
    public void Csv()
    {
        string[] lines = Text(CsvReport.Write, "o,\"ne").Split("\r\n");
        Assert.Equal(
            "run,contender,rounds,workers,updates,lostUpdates,misloads,majorFaults,lostPer10000MajorFaults,"
                + "lostPer10000MajorFaultsLow,lostPer10000MajorFaultsHigh,swapinP50Ns,swapinP99Ns,swapinP999Ns,"
                + "swapinMaxNs,elapsedSeconds",
            lines[0]
        );
        // The last digits of the interval are the processor's.
        Assert.Matches(
            "^\"o,\"\"ne\",none,2,8,4096,7,0,1000,70,1\\.7722\\d+,390\\.01\\d+,2000,10000,20000,40000,2$",
            lines[1]
        );
        Assert.Matches(
            "^\"o,\"\"ne\",prepare-tick,2,8,4096,0,0,2000,0,0,36\\.8887\\d+,2000,10000,20000,40000,4$",
            lines[2]
        );
        Assert.Equal(["", ""], [lines[3], string.Concat(lines[4..])]);
    }

    [Fact]
    public void Csv_of_several_runs_has_the_options_that_differ()
    {
        _directory.WithRun("zstd", compressor: "zstd");
        string[] lines = Text(CsvReport.Write, "one", "zstd").Split("\r\n");
        Assert.EndsWith(",elapsedSeconds,options.compressor", lines[0]);
        Assert.EndsWith(",2,lz4", lines[1]);
        Assert.EndsWith(",4,zstd", lines[4]);
    }

    public void Dispose() => _directory.Dispose();

    private string Text(Action<IReadOnlyList<RecordedRun>, TextWriter> write, params string[] names)
    {
        using var output = new StringWriter();
        _directory.WithRun(names[0]);
        write([.. names.Select(name => RecordedRuns.Read(_directory[name]))], output);
        return output.ToString();
    }
}
