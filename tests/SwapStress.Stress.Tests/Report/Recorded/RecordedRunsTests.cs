using System.Globalization;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report.Recorded;

public sealed class RecordedRunsTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void A_whole_run_is_what_was_recorded()
    {
        Write(complete: true);
        RecordedRun run = RecordedRuns.Read(_directory["out"]);
        Assert.Equal("out", run.Name);
        Assert.Equal("lost: none (no fix) lost 3 updates", run.Verdict);
        Assert.Contains("zram, lz4, 1200K, 5 threads, read delay 1ms, random", run.Setting);
        RecordedContender contender = Assert.Single(run.Contenders);
        Assert.Equal(("none", 2, 5L), (contender.Label, contender.Rounds, contender.Workers));
        Assert.Equal((3L, 2 * 5L * RunFixture.PageCount), (contender.LostUpdates, contender.Updates));
        Assert.Equal(3.0 / contender.MajorFaults, contender.LossRate!.Value.PerFault, 12);
        Assert.NotNull(contender.SwapIn);
        Assert.Empty(run.Remarks);
    }

    [Fact]
    public void A_run_that_was_killed_has_the_rounds_that_ended()
    {
        Write(complete: false);
        File.AppendAllText(_directory["out/rounds.jsonl"], """{"round":2,"sync":"no""");
        RecordedRun run = RecordedRuns.Read(_directory["out"]);
        RecordedContender contender = Assert.Single(run.Contenders);
        Assert.Equal(("none", 2, 3L), (contender.Label, contender.Rounds, contender.LostUpdates));
        Assert.Equal((2 * 5L * RunFixture.PageCount, 1_000L), (contender.SwapIn!.Count, contender.SwapIn.Max));
        Assert.Null(run.Verdict);
        // Its machine and options were there from the start, all its sums are in the lines.
        Assert.Contains(
            run.HostFields,
            field => field.Name == "runtime" && field.Value.StartsWith(".NET", StringComparison.Ordinal)
        );
        Assert.Contains(new RecordedField("regionBytes", "1200K", "1228800"), run.Options);
        Assert.Equal(contender.MajorFaults, contender.Figures!["majorFaults"]);
        Assert.Equal([0L, 1L], contender.LossByRound.Select(loss => loss.Round));
        Assert.Equal(3, contender.LossByRound.Sum(loss => loss.Lost));
        Assert.Equal(2, contender.Moments.Count);
        Assert.Equal((1.0, 1_000L), (contender.Percentiles[^1].Fraction, contender.Percentiles[^1].Ns));
        Assert.Equal(
            ["1 line of rounds.jsonl cannot be read", "it has no run.json: it did not come to its end, or still runs"],
            run.Remarks
        );
    }

    [Theory]
    [InlineData("{", "is no result of a run")]
    [InlineData("{}", "has schema ''")]
    [InlineData("[]", "has schema ''")]
    [InlineData("{\"schema\":\"swapstress/swapin/1\"}", "has schema 'swapstress/swapin/1'")]
    [InlineData("{\"schema\":\"swapstress/run/1\"}", "is no result of a run")]
    public void A_file_that_is_something_else_is_refused(string content, string expected)
    {
        _directory.With("out/run.json", content);
        string message = Assert.Throws<UsageException>(() => RecordedRuns.Read(_directory["out"])).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{\"rounds\":1}")]
    [InlineData("\0\0\0\0")]
    // Found by fuzzing: what came of them was an internal error, or a report with a count below zero.
    [InlineData("""{"round":2,"sync":"\ud800"}""")]
    [InlineData("""{"round":2,"majorFaults":-5}""")]
    [InlineData("""{"round":2,"lostUpdates":9223372036854775807}""")]
    [InlineData("""{"round":2,"elapsedSeconds":1e400}""")]
    public void A_line_that_is_no_round_is_counted_and_left_out(string line)
    {
        Write(complete: false);
        File.AppendAllText(_directory["out/rounds.jsonl"], line + "\n");
        RecordedRun run = RecordedRuns.Read(_directory["out"]);
        Assert.Equal(2, Assert.Single(run.Contenders).Rounds);
        Assert.Contains("1 line of rounds.jsonl cannot be read", run.Remarks);
    }

    /// <summary>Found by fuzzing: they were internal errors.</summary>
    [Theory]
    [InlineData("\"lostUpdates\": -3", "lostUpdates is -3, and is a count.")]
    [InlineData("\"majorFaults\": 9007199254740993", "majorFaults is 9007199254740993, and is a count.")]
    [InlineData("\"rounds\": 4294967298", "its counts are too large")]
    public void Figures_that_nobody_can_have_counted_are_refused(string field, string expected)
    {
        _directory.With("out/run.json", $$"""{"schema": "swapstress/run/1", "strategies": [{ {{field}} }]}""");
        string message = Assert.Throws<UsageException>(() => RecordedRuns.Read(_directory["out"])).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>Found by fuzzing, as the next: nothing was where something must be, and what follows from it.</summary>
    [Theory]
    [InlineData("\"sums\":{\"strategy\":\"none\"", "\"sums\":{\"strategy\":null")]
    [InlineData("\"statistics\"", "\"statistik\"")]
    [InlineData("\"swapIn\"", "\"swapOut\"")]
    [InlineData("\"defects\":0", "\"defects\":-1")]
    [InlineData("\"defects\":0", "\"defects\":9007199254740993")]
    [InlineData("\"countedRounds\":1", "\"countedRounds\":-1")]
    [InlineData("\"cpuTime\":\"", "\"cpuTime\":\"-")]
    [InlineData("\"cpuTime\":\"", "\"cpuTime\":\"10000000.")]
    public void Sums_that_no_run_writes_are_left_out(string whole, string damaged)
    {
        Write(complete: false);
        string file = _directory["out/rounds.jsonl"];
        string lines = File.ReadAllText(file);
        Assert.NotNull(Assert.Single(RecordedRuns.Read(_directory["out"]).Contenders).Figures?["updates"]);
        File.WriteAllText(file, lines.Replace(whole, damaged, StringComparison.Ordinal));
        RecordedContender contender = Assert.Single(RecordedRuns.Read(_directory["out"]).Contenders);
        Assert.Equal(2, contender.Rounds);
        Assert.Null(contender.Figures?["updates"]);
    }

    [Theory]
    [InlineData("[null]", "is damaged: a strategy is missing, or there twice")]
    [InlineData("[{0}, {0}]", "is damaged: a strategy is missing, or there twice")]
    [InlineData("[{{}}]", "is damaged: ")]
    [InlineData("null", "is damaged: ")]
    [InlineData("\"\\ud800\"", "is damaged: ")]
    public void Sums_of_dropped_rounds_that_no_run_writes_are_refused(string strategies, string expected)
    {
        Write(complete: false);
        string line = File.ReadLines(_directory["out/rounds.jsonl"]).First();
        string result = line[(line.IndexOf("\"sums\":", StringComparison.Ordinal) + 7)..^1];
        string sums = $$"""{"sync":null,"fix":null,"lastRound":0,"result":{{result}}}""";
        _directory.With(
            "out/rounds-dropped.json",
            $$"""{"schema":"swapstress/dropped/1","strategies":{{string.Format(CultureInfo.InvariantCulture, strategies, sums)}}}"""
        );
        string message = Assert.Throws<UsageException>(() => RecordedRuns.Read(_directory["out"])).Message;
        Assert.Contains(expected, message);
    }

    /// <summary>Files hold any text, and a terminal obeys some of it.</summary>
    [Fact]
    public void Texts_are_one_line_that_no_terminal_obeys()
    {
        string[] parts = ["\\u001b[31m", "\\u0000", "\\n"];
        foreach (string part in parts)
        {
            _directory.With(
                "out/run.json",
                $$"""{"schema":"swapstress/run/1","verdict":"v{{part}}","options":{"o{{part}}":"x{{part}}"},"strategies":[]}"""
            );
            RecordedRun run = RecordedRuns.Read(_directory["out"]);
            string all = $"{run.Verdict}{Assert.Single(run.Options)}";
            Assert.DoesNotContain(all, char.IsControl);
        }
    }

    [Fact]
    public void A_directory_without_results_is_refused() =>
        Assert.Contains(
            "has no run.json and no rounds.jsonl",
            Assert.Throws<UsageException>(() => RecordedRuns.Read(_directory.Path)).Message
        );

    public void Dispose() => _directory.Dispose();

    private void Write(bool complete)
    {
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = _directory["out"] };
        var fixture = new RunFixture();
        using var recorder = ResultsRecorder.Open(options, warning => Assert.Fail(warning));
        RunResult run = fixture.Run(options, ("none", new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3))));
        foreach (RoundResult round in fixture.Rounds)
            recorder.Record(round);
        if (complete)
            recorder.Complete(run);
    }
}
