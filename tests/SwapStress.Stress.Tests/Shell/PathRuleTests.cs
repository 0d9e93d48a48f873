using System.Text.Json;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Shell;

/// <summary>No option writes over what another one reads or writes, or over results.</summary>
public sealed class PathRuleTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("--out @r --trace @r", "--trace @r and the results are the same file; name another.")]
    [InlineData(
        "--out @r --trace @r/rounds.jsonl",
        "--trace @r/rounds.jsonl is a file of the results in @r; name another."
    )]
    [InlineData("--out @r --trace @r/rounds.3.jsonl", "is a file of the results in @r; name another.")]
    [InlineData("--out @r --trace @r/report.html", "is a file of the results in @r; name another.")]
    [InlineData("--out @r --trace @r/swapin-none.hgrm", "is a file of the results in @r; name another.")]
    [InlineData(
        "--out @r --trace @old/run.json",
        "--trace @old/run.json is a file of the results in @old; name another."
    )]
    [InlineData(
        "--out @r --content file:@data --trace @data",
        "--trace @data and --content are the same file; name another."
    )]
    [InlineData(
        "--out @r --content file:@data --trace @link",
        "--trace @link and --content are the same file; name another."
    )]
    [InlineData(
        "--out @r --content file:@data --backing-file @data",
        "--backing-file @data and --content are the same file; name another."
    )]
    [InlineData(
        "--out @r --backing-file @b --trace @b.2",
        "--trace @b.2 and --backing-file are the same file; name another."
    )]
    [InlineData(
        "--out @r --backing-file @r/run.json",
        "--backing-file @r/run.json is a file of the results in @r; name another."
    )]
    [InlineData("--out @r --trace @other/../r/t/../run.json", "is a file of the results in @r; name another.")]
    [InlineData("explore --json @j --trace @j", "--trace @j and --json are the same file; name another.")]
    [InlineData(
        "explore --json @old/rounds.jsonl",
        "--json @old/rounds.jsonl is a file of the results in @old; name another."
    )]
    [InlineData(
        "swapin --sync none --content file:@data --json @data",
        "--json @data and --content are the same file; name another."
    )]
    [InlineData(
        "swapin --sync none --json @old/options.json",
        "--json @old/options.json is a file of the results in @old; name another."
    )]
    [InlineData("doctor --json @old/run.json", "--json @old/run.json is a file of the results in @old; name another.")]
    [InlineData(
        "report @old --format html --out @old/run.json",
        "--out @old/run.json is a file of the results in @old; name another."
    )]
    [InlineData("report @old --out @old/intervals.jsonl", "is a file of the results in @old; name another.")]
    public async Task What_would_write_over_something_is_refused(string arguments, string expected)
    {
        await RunAsync("--out", "@old");
        _directory.With("data", "some bytes");
        File.CreateSymbolicLink(_directory["link"], _directory["data"]);
        Dictionary<string, byte[]> before = Contents();
        Session session = await RunAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(Resolve(expected), session.Errors);
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), Contents().Keys.Order(StringComparer.Ordinal));
        Assert.All(Contents(), file => Assert.Equal(before[file.Key], file.Value));
    }

    [Fact]
    public async Task A_trace_in_the_results_is_natural()
    {
        Session session = await RunAsync("--out", "@r", "--trace", "@r/loss.json");
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.True(
            JsonElement.Parse(File.ReadAllText(_directory["r/loss.json"])).TryGetProperty("traceEvents", out _)
        );
        session = await RunAsync("run", "--resume", "@r", "--rounds", "2", "--trace", "@r/loss.json");
        Assert.Equal((0, ""), (session.Code, session.Errors));
        session = await RunAsync("run", "--resume", "@r", "--rounds", "3", "--trace", "@r/intervals.jsonl");
        Assert.Equal(2, session.Code);
    }

    [Fact]
    public async Task A_report_beside_its_run_is_natural_too()
    {
        await RunAsync("--out", "@old");
        Session session = await RunAsync("report", "@old", "--format", "html", "--out", "@old/report.html");
        Assert.Equal((0, ""), (session.Code, session.Errors));
    }

    [Fact]
    public async Task A_configuration_that_is_read_is_not_written_over()
    {
        if (File.Exists("appsettings.json"))
            Assert.Skip("the working directory has one");
        Session session = await RunAsync("--out", "@r", "--trace", "appsettings.json");
        Assert.Equal(2, session.Code);
        Assert.Contains("appsettings.json and appsettings.json are the same file; name another.", session.Errors);
    }

    /// <summary>What has no end, or nobody at its other end, is refused; nothing waits for it.</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_fifo_is_no_content()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("mkfifo(1), statx(2)");
        Assert.Equal(
            0,
            (
                await ChildProcess.RunAsync(
                    new System.Diagnostics.ProcessStartInfo("mkfifo", [_directory["fifo"]]),
                    TestContext.Current.CancellationToken
                )
            ).Code
        );
        foreach (
            string arguments in (string[])
                [
                    "--out @r --content file:@fifo",
                    "swapin --sync none --content file:@fifo",
                    "doctor --pool --content file:@fifo",
                ]
        )
        {
            Session session = await Session.RunAsync(new PagingModel(), Resolve(arguments).Split(' '));
            Assert.Equal(2, session.Code);
            Assert.Contains("fifo: is no ordinary file; name a file with data", session.Errors);
        }
        Session trace = await RunAsync("--out", "@r", "--trace", "@fifo");
        Assert.Contains("is no ordinary file; write --trace out.json", trace.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private Task<Session> RunAsync(params string[] arguments)
    {
        string[] resolved = [.. arguments.Select(Resolve)];
        bool isRun = resolved[0].StartsWith('-');
        return Session.RunAsync(
            new FakeModel(lostByNone: 3),
            isRun
                ?
                [
                    .. resolved,
                    "--threads",
                    "2",
                    "--region",
                    "1M",
                    "--rounds",
                    "1",
                    .. resolved.Contains("--content") ? (string[])[] : ["--content", "zero"],
                ]
                : resolved
        );
    }

    private string Resolve(string text) => text.Replace("@", _directory.Path + "/", StringComparison.Ordinal);

    private Dictionary<string, byte[]> Contents() =>
        Directory
            .GetFiles(_directory.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
}
