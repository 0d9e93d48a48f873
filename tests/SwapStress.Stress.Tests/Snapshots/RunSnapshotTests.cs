using System.Text.RegularExpressions;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

/// <summary>What a run prints and writes.</summary>
public sealed partial class RunSnapshotTests : IDisposable
{
    /// <summary>Figures that depend on when something happened.</summary>
    private static readonly string[] Measured =
    [
        "elapsedSeconds",
        "cpuSeconds",
        "suspendedSeconds",
        "updatesPerSecond",
        "firstLossSeconds",
        "minorFaults",
        "swapOuts",
    ];

    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("run-fix-both", "")]
    [InlineData("run-race", "--race unstable-write --content zero")]
    [InlineData("run-waves", "--sync cached --waves --work fill --rounds 1")]
    public async Task A_run_of_fake_regions_is_as_it_was(string name, string arguments)
    {
        var model = new FakeModel(lostByNone: 3) { LostWithoutFix = 2 };
        string line = $"--threads 6 --region 1M --rounds 2 --content zero --no-progress --out {Out} {arguments}";
        Session session = await Session.RunAsync(model, LastOfEach(line));
        Snapshot.Match(
            name,
            $"exit code {session.Code}\n{session.Errors}{ScrubText(session.Output)}\n"
                + Files("options.json", "rounds.jsonl", "run.json")
        );
    }

    [Fact]
    public async Task The_results_of_a_matrix_are_as_they_were()
    {
        string line = $"matrix --threads 6 --region 1M --rounds 2 --content zero --no-progress --out {Out}";
        Session session = await Session.RunAsync(new FakeModel(lostByNone: 4), line.Split(' '));
        Snapshot.Match(
            "matrix",
            $"exit code {session.Code}\n{session.Errors}{ScrubText(session.Output)}\n"
                + Files("matrix.md", "matrix.json")
        );
    }

    /// <summary>The model itself: what it measures differs, what it says does not.</summary>
    [Theory]
    [InlineData("shape-zswap", "--zswap --zswap-max-pool-percent 5")]
    [InlineData("shape-recompress", "--recompress zstd:9 --mem-limit 8M --checksum on --compact-interval 5ms")]
    [InlineData("shape-backing", "--backing-file {0}/bd --idle-interval 30m --fail-write 1 --slow-read 1")]
    [InlineData("shape-brd", "--device brd --fail-read 0.01 --stable-writes on")]
    public async Task Results_of_the_model_have_the_fields_that_they_had(string name, string arguments)
    {
        arguments = arguments.Replace("{0}", _directory.Path, StringComparison.Ordinal);
        string line =
            "--fix on --threads 8 --region 1M --rounds 2 --content random --read-delay 0 --no-progress --flight-recorder off "
            + $"{(arguments.Contains("brd", StringComparison.Ordinal) ? "" : "--codec-provider managed ")}--out {Out} {arguments}";
        Session session = await Session.RunAsync(new PagingModel(), line.Split(' '));
        // Whether so short a round counts is not what is looked at, nor whether anybody waited in it.
        Assert.True(session.Code is 0 or 4, session.Output + session.Errors);
        IEnumerable<string> shapes =
        [
            Scrub.Shape(Read("run.json")),
            .. File.ReadLines(_directory["out/rounds.jsonl"]).Take(1).Select(Scrub.Shape),
        ];
        Snapshot.Match(name, Waiting().Replace(string.Join("\n\n", shapes), ": Null or Number"));
    }

    [Fact]
    public async Task A_sweep_has_the_text_and_the_fields_that_it_had()
    {
        string line =
            $"swapin --size 1M --content random --codec-provider managed --sync none,prepare-tick --repeat 2 --json {_directory["s.json"]}";
        Session session = await Session.RunAsync(new PagingModel(), line.Split(' '));
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Snapshot.Match("swapin", $"{ScrubText(Scrub.Numbers(session.Output))}\n{Scrub.Shape(Read("../s.json"))}");
    }

    /// <summary>Every schedule in a bound: their number and the first that loses are fixed.</summary>
    [Theory]
    [InlineData("explore-program", "--program|setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0")]
    [InlineData(
        "explore-count",
        "--program|setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0|--no-stop|--preemptions|1"
    )]
    [InlineData("explore-race", "--race|swapcache-skip|--preemptions|1")]
    [InlineData("explore-random", "--race|zswap-writeback|--strategy|random|--seed|7|--schedules|2000")]
    public async Task A_search_is_as_it_was(string name, string arguments)
    {
        Session session = await BuiltProgram.RunAsync([
            "explore",
            .. arguments.Split('|'),
            "--json",
            _directory["e.json"],
        ]);
        string json = Scrub.Json(Read("../e.json"), "seconds", "schedulesPerSecond");
        Snapshot.Match(
            name,
            $"exit code {session.Code}\n{session.Errors}{ScrubText(session.Output)}\n{ScrubText(json)}"
        );
    }

    public void Dispose() => _directory.Dispose();

    private string Out => _directory["out"];

    private string Read(string file) => File.ReadAllText(Path.Combine(Out, file));

    private string Files(params string[] names) =>
        string.Join('\n', names.Select(name => $"==> {name}\n{ScrubText(Scrub.Json(Read(name), Measured))}"));

    private string ScrubText(string text) =>
        Scrub.Times(
            Scrub.Table(
                Machine().Replace(Scrub.Path(text, _directory.Path, "TEMP"), "#"),
                "swap-outs",
                "minor faults",
                "swap-ins/s",
                "updates/s",
                "CPU, s",
                "elapsed, s"
            )
        );

    [GeneratedRegex(@"(?m)(?<=^.*[wW]ait[\w.]*): .*$", RegexOptions.None, 5000)]
    private static partial Regex Waiting();

    /// <summary>What matrix.md says of the host.</summary>
    [GeneratedRegex(@"(?m)^.*, [0-9]+ cores, .*(?=; version )", RegexOptions.None, 5000)]
    private static partial Regex Machine();

    /// <summary>The line with each option once, as it is written last.</summary>
    private static string[] LastOfEach(string line)
    {
        string[] options = line.Trim()
            .Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. options
                .GroupBy(option => option.Split(' ')[0], StringComparer.Ordinal)
                .SelectMany(same => ("--" + same.Last()).Split(' ')),
        ];
    }
}
