using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

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
        string[] lines = report.Output.TrimEnd().Split('\n');
        Assert.StartsWith("run,contender,rounds,workers,updates,lostUpdates,misloads,majorFaults,", lines[0]);
        Assert.StartsWith("before,none,2,6,3072,3,0,3072,9.765625,", lines[1]);
        Assert.StartsWith("after,none,2,6,3072,0,0,3072,0,0,", lines[2]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
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
    [InlineData(". --format pdf", "unknown --format 'pdf'; write text or md or html or csv.")]
    [InlineData(". --out .", "--out '.' is no file; write --out report.html.")]
    [InlineData(". --out /no/such/directory/r.html", "there is no directory /no/such/directory")]
    [InlineData(". --rounds 3", "unknown option '--rounds'")]
    public async Task Bad_input_is_one_line(string arguments, string expected)
    {
        Session report = await Report(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (report.Code, report.Output));
        Assert.Contains(expected, report.Errors);
        Assert.Single(report.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Every_run_has_its_page()
    {
        await RunAsync("one", lost: 3);
        HtmlPage page = HtmlPage.Checked(File.ReadAllText(_directory["one/report.html"]));
        Assert.Equal("lost", page.Root.Descendants("h1").Single().Value);
        Assert.Equal(["3"], page.Row("lost updates"));
        Session report = await Report("--format", "html", _directory["one"]);
        Assert.Equal(File.ReadAllText(_directory["one/report.html"]), report.Output);
    }

    [Fact]
    public async Task A_file_gets_what_stdout_would()
    {
        await RunAsync("one", lost: 3);
        Session report = await Report("--format", "csv", "--out", _directory["r.csv"], _directory["one"]);
        Assert.Equal((0, "", ""), (report.Code, report.Output, report.Errors));
        Assert.Equal(
            (await Report("--format", "csv", _directory["one"])).Output,
            Session.WithLineFeeds(File.ReadAllText(_directory["r.csv"]))
        );
    }

    /// <summary>What a kill leaves, and what a disk or a hand can do to it.</summary>
    [Theory]
    [InlineData("run.json", null)]
    [InlineData("rounds.jsonl", "")]
    [InlineData("rounds.jsonl", "\0\0\0{\n")]
    [InlineData("options.json", "{")]
    [InlineData("intervals.jsonl", "{}\n[]\n{\"endedUtc\":5}\n")]
    [InlineData("interleavings.txt", "[none] Round 0\n\n   us  T1\n       --\n")]
    [InlineData("swapin-none.hgrm", "x y z\n-1 2 3\nNaN 0.5 1\n1e400 0.6 1\n")]
    public async Task A_damaged_directory_is_reported_as_far_as_it_goes(string file, string? content)
    {
        await RunAsync("one", lost: 3);
        if (content is null)
            File.Delete(_directory[$"one/{file}"]);
        else
            _directory.With($"one/{file}", content);
        Session report = await Report("--format", "html", _directory["one"]);
        Assert.Equal((0, ""), (report.Code, report.Errors));
        Assert.Equal(["3"], HtmlPage.Checked(report.Output).Row("lost updates"));
    }

    [Theory]
    [InlineData("run.json", "{")]
    [InlineData("run.json", "[1]")]
    [InlineData("rounds-dropped.json", "{")]
    public async Task What_is_no_result_writes_nothing(string file, string content)
    {
        await RunAsync("good", lost: 0);
        _directory.With($"bad/{file}", content).With("bad/rounds.jsonl", "");
        Session report = await Report(
            "--format",
            "html",
            "--out",
            _directory["r.html"],
            _directory["good"],
            _directory["bad"]
        );
        Assert.Equal((2, ""), (report.Code, report.Output));
        Assert.Single(report.Errors.TrimEnd('\n').Split('\n'));
        Assert.False(Path.Exists(_directory["r.html"]) || Path.Exists(_directory["r.html.swapstress.tmp"]));
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
        Assert.Contains("no round ended there before the run", report.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private static Task<Session> Report(params string[] arguments) =>
        Session.RunAsync(new FakeModel(), ["report", .. arguments]);

    private async Task RunAsync(string name, int lost)
    {
        Session run = await Session.RunSmallAsync(new FakeModel(lostByNone: lost), _directory[name], "--fix", "off");
        Assert.Equal("", run.Errors);
    }
}
