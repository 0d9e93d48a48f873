using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

/// <summary>Runs in parts.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void Parts_come_to_what_the_whole_does()
    {
        StressOptions options = Options(rounds: 2);
        RunPart(run: null, options, complete: true);
        RunResult result = RunPart(ResumableRun.Open(Out), options with { Rounds = 5 }, complete: true);
        Assert.All(
            result.Strategies,
            strategy => Assert.Equal((5, 5 * 5L * RunFixture.PageCount), (strategy.Rounds, strategy.Updates))
        );
        JsonElement document = JsonElement.Parse(File.ReadAllText(_directory["out/run.json"]));
        Assert.Equal(1, document.GetProperty("resumed").GetInt32());
        Assert.Equal(RecipeStart(), document.GetProperty("startedUtc").GetDateTime());
        // The loss of the first part's first round, and that of the second part's.
        JsonElement none = document.GetProperty("strategies")[0];
        Assert.Equal(6, none.GetProperty("lostUpdates").GetInt64());
        Assert.Equal(5 * 5L * RunFixture.PageCount, none.GetProperty("swapinNs").GetProperty("count").GetInt64());
        Assert.Equal(
            none.GetProperty("swapinNs").GetProperty("count").GetInt64(),
            none.GetProperty("phasesNs").GetProperty("install").GetProperty("count").GetInt64()
        );
        Assert.Contains(
            File.ReadLines(_directory["out/swapin-none.hgrm"]),
            line => line.Contains($"Total count    = {5 * 5 * RunFixture.PageCount, 12}", StringComparison.Ordinal)
        );
        Assert.Equal(
            [
                "0 none",
                "0 prepare-tick",
                "1 none",
                "1 prepare-tick",
                "2 none",
                "2 prepare-tick",
                "3 none",
                "3 prepare-tick",
                "4 none",
                "4 prepare-tick",
            ],
            Lines()
        );
    }

    [Fact]
    public void A_kill_between_two_strategies_runs_the_one_that_is_missing()
    {
        RunPart(run: null, Options(rounds: 2), complete: false);
        string[] lines = File.ReadAllLines(_directory["out/rounds.jsonl"]);
        File.WriteAllLines(_directory["out/rounds.jsonl"], lines[..^1]);
        RunPart(ResumableRun.Open(Out), Options(rounds: 3), complete: true);
        Assert.Equal(["0 none", "0 prepare-tick", "1 none", "1 prepare-tick", "2 none", "2 prepare-tick"], Lines());
    }

    [Fact]
    public void The_first_loss_stays_the_first()
    {
        RunResult first = RunPart(run: null, Options(rounds: 1), complete: true);
        RunResult second = RunPart(ResumableRun.Open(Out), Options(rounds: 3), complete: true);
        Assert.NotNull(first.Strategies[0].FirstLoss);
        Assert.Equal(first.Strategies[0].FirstLoss, second.Strategies[0].FirstLoss);
        Assert.Null(second.Strategies[1].FirstLoss);
    }

    [Fact]
    public void While_a_part_goes_on_there_is_no_earlier_verdict()
    {
        RunPart(run: null, Options(rounds: 1), complete: true);
        Assert.True(File.Exists(_directory["out/run.json"]));
        using var run = ResumableRun.Open(Out);
        StressOptions options = Options(rounds: 2);
        using var recorder = ResultsRecorder.Resume(run, options, Recipe(options), message => Assert.Fail(message));
        Assert.Equal(
            ["intervals.jsonl", "options.json", "rounds.jsonl", "run.lock"],
            Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_directory_in_use_is_refused_and_free_again_afterwards()
    {
        StressOptions options = Options(rounds: 1);
        using (ResultsRecorder.Open(options, message => Assert.Fail(message), Recipe(options)))
            Assert.Contains("is in use by a run", Assert.Throws<UsageException>(() => ResumableRun.Open(Out)).Message);
        using (var run = ResumableRun.Open(Out))
            Assert.Contains("is in use by a run", Assert.Throws<UsageException>(() => ResumableRun.Open(Out)).Message);
        ResumableRun.Open(Out).Dispose();
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_is_none()
    {
        RunPart(run: null, Options(rounds: 1), complete: false);
        File.WriteAllText(_directory["out/run.lock"], "");
        ResumableRun.Open(Out).Dispose();
    }

    [Theory]
    [InlineData("", "options.json is damaged")]
    [InlineData("{", "options.json is damaged")]
    [InlineData("null", "options.json has schema ''")]
    [InlineData("[]", "options.json is damaged")]
    [InlineData("{}", "options.json is damaged")]
    [InlineData(
        """{"schema":"swapstress/options/2","version":"9","commit":null,"startedUtc":"2026-11-21T00:00:00Z","resumed":0,"arguments":{},"options":{}}""",
        "options.json has schema 'swapstress/options/2'"
    )]
    [InlineData(
        """{"schema":"swapstress/options/1","version":"9","commit":null,"startedUtc":"2026-11-21T00:00:00Z","resumed":0,"arguments":{},"options":7}""",
        "options.json is damaged"
    )]
    [InlineData(
        """{"schema":"swapstress/options/1","version":"9","commit":null,"startedUtc":"2026-11-21T00:00:00Z","resumed":0,"arguments":{"--rounds":3},"options":{}}""",
        "options.json is damaged"
    )]
    public void Damaged_options_are_refused(string content, string expected)
    {
        _directory.With("out/options.json", content);
        string message = Assert.Throws<UsageException>(() => ResumableRun.Open(Out)).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
        Assert.False(File.Exists(_directory["out/run.lock"]));
    }

    [Fact]
    public void A_directory_without_options_is_refused() =>
        Assert.Contains(
            "has no options.json",
            Assert.Throws<UsageException>(() => ResumableRun.Open(_directory.Path)).Message
        );

    [Fact]
    public void Options_that_mean_something_else_now_are_refused()
    {
        RunPart(run: null, Options(rounds: 1), complete: false);
        using var run = ResumableRun.Open(Out);
        run.CheckMeaning(Options(rounds: 1));
        string message = Assert
            .Throws<UsageException>(() => run.CheckMeaning(Options(rounds: 1) with { Hz = 100 }))
            .Message;
        Assert.Contains("hz was 250 and is now 100", message);
    }

    [Fact]
    public void A_damaged_line_is_told_and_the_rest_counts()
    {
        RunPart(run: null, Options(rounds: 3), complete: false);
        string[] lines = File.ReadAllLines(_directory["out/rounds.jsonl"]);
        lines[2] = lines[2].Replace("HISTF", "HISTG", StringComparison.Ordinal);
        File.WriteAllLines(_directory["out/rounds.jsonl"], lines);
        using var run = ResumableRun.Open(Out);
        Assert.Contains(
            run.Remarks,
            remark => remark.StartsWith("1 line of rounds.jsonl cannot be read", StringComparison.Ordinal)
        );
        Assert.Contains(run.Remarks, remark => remark.StartsWith("none: 1 round is missing", StringComparison.Ordinal));
        Assert.Equal((2, 3), (run.History.Strategies["none"].Result.Rounds, run.History.NextRound(FakeRegions.None)));
    }

    [Fact]
    public void Drawings_of_earlier_parts_stay_and_later_losses_are_not_the_first()
    {
        StressOptions options = Options(rounds: 1);
        var region = new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3))
        {
            LossWindows = [Windows.SkippedCache()],
        };
        RunPart(run: null, options, complete: true, region);
        string[] drawn = File.ReadAllLines(_directory["out/interleavings.txt"]);
        RunPart(ResumableRun.Open(Out), options with { Rounds = 2 }, complete: true, region);
        Assert.Equal(drawn, File.ReadAllLines(_directory["out/interleavings.txt"]));
        Assert.Single(drawn, line => line == "[none] Round 0");
    }

    public void Dispose() => _directory.Dispose();

    private string Out => _directory["out"];

    private static RunRecipe Recipe(StressOptions options) =>
        new(new Dictionary<string, string?>(StringComparer.Ordinal) { ["--rounds"] = "1" }, options);

    private StressOptions Options(int rounds) =>
        RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick) with
        {
            Rounds = rounds,
            Out = Out,
        };

    private DateTime RecipeStart() =>
        JsonElement.Parse(File.ReadAllText(_directory["out/options.json"])).GetProperty("startedUtc").GetDateTime();

    private string[] Lines() =>
        [
            .. File.ReadLines(_directory["out/rounds.jsonl"])
                .Select(line => JsonElement.Parse(line))
                .Select(line => $"{line.GetProperty("round")} {line.GetProperty("sync")}"),
        ];

    /// <summary>Runs on fake regions; the control loses 3 updates in its first round of each part.</summary>
    private static RunResult RunPart(ResumableRun? run, StressOptions options, bool complete, FakeRegion? region = null)
    {
        using ResultsRecorder recorder = run is null
            ? ResultsRecorder.Open(options, message => Assert.Fail(message), Recipe(options))
            : ResultsRecorder.Resume(run, options, Recipe(options), message => Assert.Fail(message));
        return new RunFixture().Run(
            options,
            new Keeping(recorder, complete),
            ("none", region ?? new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3))),
            ("prepare-tick", new FakeRegion(RunFixture.PageCount))
        );
    }

    /// <summary>The recorder of a run that may be killed before its end.</summary>
    private sealed class Keeping(ResultsRecorder recorder, bool complete) : IRunRecorder
    {
        public RunHistory History => recorder.History;

        public void Record(RoundResult round) => recorder.Record(round);

        public void Record(RunProgress interval) => recorder.Record(interval);

        public void RecordStall(IReadOnlyList<string> lines) => recorder.RecordStall(lines);

        public void Complete(RunResult run)
        {
            if (complete)
                recorder.Complete(run);
        }
    }
}
