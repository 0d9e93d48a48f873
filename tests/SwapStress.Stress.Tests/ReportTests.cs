using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

/// <summary>The verb report over directories that runs of fake regions wrote.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task Runs_stand_side_by_side()
    {
        await RunAsync("before", lost: 3);
        await RunAsync("after", lost: 0);
        Session report = await Report("--format", "csv", _directory["before"], _directory["after"]);
        Assert.Equal((0, ""), (report.Code, report.Errors));
        string[] lines = report.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("run,contender,rounds,workers,updates,lostUpdates,misloads,majorFaults,", lines[0]);
        Assert.StartsWith("before,none,2,6,3072,3,0,3072,9.765625,", lines[1]);
        Assert.StartsWith("after,none,2,6,3072,0,0,3072,0,0,", lines[2]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
    }

    [Fact]
    public async Task Markdown_is_a_table_and_a_line_a_run()
    {
        await RunAsync("a|b", lost: 3);
        Session report = await Report("--format", "md", _directory["a|b"]);
        string[] lines = report.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("| run |  | rounds |", lines[0]);
        Assert.StartsWith("|---|---|---:|", lines[1]);
        Assert.StartsWith("| a\\|b | none | 2 | 6 | 3,072 | 3 | 0 | 3,072 | 9.7656 | 0.2", lines[2]);
        Assert.Contains("; lost: none lost 3 updates", lines[^1]);
    }

    [Fact]
    public async Task Text_has_every_figure()
    {
        await RunAsync("[red]one", lost: 3);
        Session report = await Report(_directory["[red]one"]);
        Assert.Contains(" [red]one |", report.Output);
        Assert.Matches(@"\| lost / 10,000 major faults \| +9\.7656 \|", report.Output);
        Assert.Contains("95 %: exact Poisson interval", report.Output);
    }

    [Theory]
    [InlineData("", "report needs results directories: swapstress report DIR.")]
    [InlineData("/no/such/directory", "/no/such/directory has no run.json and no rounds.jsonl")]
    [InlineData(". --format pdf", "unknown --format 'pdf'; write text or md or csv.")]
    [InlineData(". --rounds 3", "unknown option '--rounds'")]
    public async Task Bad_input_is_one_line(string arguments, string expected)
    {
        Session report = await Report(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (report.Code, report.Output));
        Assert.Contains(expected, report.Errors);
        Assert.Single(report.Errors.TrimEnd('\n').Split('\n'));
    }

    /// <summary>Found by fuzzing: it came through to the terminal.</summary>
    [Fact]
    public async Task What_a_file_holds_does_not_reach_the_terminal_as_a_command()
    {
        _directory.With("odd/run.json", """{"schema": "\u001b[2J\u0000"}""");
        Session report = await Report(_directory["odd"]);
        Assert.Equal(2, report.Code);
        Assert.Contains("has schema '\ufffd[2J\ufffd', not swapstress/run/1", report.Errors);
    }

    [Fact]
    public async Task A_run_in_its_first_round_has_nothing_to_report()
    {
        _directory.With("young/rounds.jsonl", "");
        Session report = await Report(_directory["young"]);
        Assert.Equal(2, report.Code);
        Assert.Contains("no round has ended there yet", report.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private static Task<Session> Report(params string[] arguments) =>
        Session.RunAsync(new FakeModel(), ["report", .. arguments]);

    private async Task RunAsync(string name, int lost)
    {
        Session run = await Session.RunAsync(
            new FakeModel(lostByNone: lost),
            "--fix",
            "off",
            "--threads",
            "6",
            "--region",
            "1M",
            "--rounds",
            "2",
            "--content",
            "zero",
            "--out",
            _directory[name]
        );
        Assert.Equal("", run.Errors);
    }
}
