using System.Text.Json;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Paging.Recording;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Losses;

/// <summary>The file of --trace, as the recorder writes it.</summary>
public sealed class TraceFileTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly List<string> _told = [];

    [Fact]
    public void A_run_without_a_loss_leaves_a_valid_trace_without_windows()
    {
        using (ResultsRecorder recorder = Open())
        {
            recorder.Record(Round(0));
            Assert.False(File.Exists(_directory["t.json"]));
            Complete(recorder, Round(0));
            Assert.Equal(0, recorder.TraceWindows);
        }
        Assert.Equal("process_name", TraceCheck.Name(Assert.Single(Check())));
    }

    [Fact]
    public void Windows_are_on_disk_with_their_round_each_once_one_after_the_other()
    {
        using ResultsRecorder recorder = Open();
        LossWindow window = Windows.SkippedCache();
        recorder.Record(Round(0, window));
        Assert.Equal([1], Processes());
        recorder.Record(Round(1, window));
        recorder.Record(Round(2, window, window));
        Assert.Equal([1, 2], Processes());
        Assert.Equal(2, recorder.TraceWindows);
        Assert.Contains(Check(), e => Args(e).Contains("none, round 2: page 0x5a000", StringComparison.Ordinal));
        (double First, double Last)[] spans = [.. Spans()];
        Assert.Equal(0, spans[0].First);
        Assert.InRange(spans[1].First, spans[0].Last + 1_000, spans[0].Last + 2_000);
        Assert.False(File.Exists(_directory["t.json.swapstress.tmp"]));
        Assert.Empty(_told);
    }

    [Fact]
    public void A_contender_has_64_windows_at_most()
    {
        using ResultsRecorder recorder = Open();
        recorder.Record(Round(0, [.. Enumerable.Repeat(Windows.SkippedCache(), TraceDocument.WindowsMax + 6)]));
        Assert.Equal(TraceDocument.WindowsMax, recorder.TraceWindows);
        Assert.Equal(TraceDocument.WindowsMax, Processes().Count);
    }

    [Fact]
    public void A_new_run_replaces_the_file_and_a_resumed_one_adds_to_it()
    {
        StressOptions options = Options();
        foreach (int _ in (int[])[1, 2])
        {
            using TraceFileRun run = new(options, resumes: false);
            run.Add(Round(0, Windows.SkippedCache()));
        }
        Assert.Equal([1], Processes());
        using (TraceFileRun run = new(options, resumes: true))
            run.Add(Round(5, Windows.SkippedCache(), Windows.Overrun()));
        Assert.Equal([1, 2, 3], Processes());
        Assert.Equal(3, Spans().Count(span => span.Last > span.First));
        using (TraceFileRun run = new(options, resumes: true))
            run.Add(Round(9));
        Assert.Equal([1, 2, 3], Processes());
    }

    /// <summary>That there was no window is no window: the first one is number 1.</summary>
    [Fact]
    public void A_resumed_run_adds_to_a_trace_without_windows()
    {
        TraceFile.Open(_directory["t.json"], resumes: false).Write();
        using (TraceFileRun run = new(Options(), resumes: true))
            run.Add(Round(5, Windows.SkippedCache()));
        Assert.Equal([1], Processes());
        Assert.Single(Check(), e => TraceCheck.Name(e) == "process_name");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"traceEvents":[]}""")]
    [InlineData("""{"otherData":{"schema":"other/1"},"traceEvents":[]}""")]
    [InlineData("""{"otherData":{"schema":"swapstress/trace/1"},"traceEvents":[]}""")]
    [InlineData("""{"otherData":{"schema":"swapstress/trace/1","windows":{"none":"x"}},"traceEvents":[]}""")]
    [InlineData("""{"otherData":{"schema":"swapstress/trace/1","windows":{"none":1}}}""")]
    [InlineData("""{"otherData":{"schema":"swapstress/trace/1","windows":{"none":1}},"traceEvents":[7]}""")]
    public void A_resumed_run_adds_to_nothing_else(string content)
    {
        _directory.With("t.json", content);
        UsageException refusal = Assert.Throws<UsageException>(() => TraceFile.CheckResumable(_directory["t.json"]));
        Assert.Contains("is no trace that swapstress wrote", refusal.Message);
        Assert.Throws<UsageException>(() => TraceFile.Open(_directory["t.json"], resumes: true));
        Assert.Equal(content, File.ReadAllText(_directory["t.json"]));
    }

    [Fact]
    public void A_trace_that_cannot_be_written_is_told_and_ends_no_run_and_comes_in_the_end()
    {
        Directory.CreateDirectory(_directory["traces"]);
        StressOptions options = Options() with { TraceFile = _directory["traces/t.json"] };
        using ResultsRecorder recorder = ResultsRecorder.Open(options, _told.Add);
        Directory.Move(_directory["traces"], _directory["moved"]);
        RoundResult round = Round(0, Windows.SkippedCache());
        recorder.Record(round);
        Assert.StartsWith($"cannot write {_directory["traces/t.json"]}: ", Assert.Single(_told));
        Directory.Move(_directory["moved"], _directory["traces"]);
        Complete(recorder, round);
        Assert.Equal($"{_directory["traces/t.json"]} can be written again", _told[1]);
        Assert.Equal(2, _told.Count);
        TraceCheck.Check(File.ReadAllBytes(_directory["traces/t.json"]));
    }

    [Fact]
    public void A_trace_that_cannot_be_written_at_all_is_refused_before_there_are_results()
    {
        StressOptions options = Options() with { TraceFile = _directory["no/t.json"] };
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(() =>
            ResultsRecorder.Open(options, _told.Add)
        );
        Assert.StartsWith($"cannot write --trace {_directory["no/t.json"]}: ", refusal.Message);
        Assert.False(Directory.Exists(_directory["out"]));
    }

    public void Dispose() => _directory.Dispose();

    private StressOptions Options() =>
        RunFixture.Options(FakeRegions.None) with
        {
            Out = _directory["out"],
            TraceFile = _directory["t.json"],
        };

    private void Complete(ResultsRecorder recorder, RoundResult round) =>
        recorder.Complete(
            new RunResult(Options(), DateTimeOffset.UtcNow, [StrategyResult.Of(round)], Interrupted: false)
        );

    private ResultsRecorder Open() => ResultsRecorder.Open(Options(), _told.Add);

    private static RoundResult Round(int number, params LossWindow[] windows) =>
        new RandomRounds(7).Next(FakeRegions.None, number) with
        {
            LossWindows = windows,
        };

    private IReadOnlyList<JsonElement> Check() => TraceCheck.Check(File.ReadAllBytes(_directory["t.json"]));

    private List<int> Processes() =>
        [.. Check().Where(e => TraceCheck.Name(e) == "process_name").Select(e => e.GetProperty("pid").GetInt32())];

    private IEnumerable<(double First, double Last)> Spans() =>
        Check()
            .Where(e => e.TryGetProperty("ts", out _))
            .GroupBy(e => e.GetProperty("pid").GetInt32(), e => e.GetProperty("ts").GetDouble())
            .OrderBy(process => process.Key)
            .Select(process => (process.Min(), process.Max()));

    private static string Args(JsonElement e) => e.TryGetProperty("args", out JsonElement args) ? args.ToString() : "";

    /// <summary>What a recorder does with the file in one part of a run.</summary>
    private sealed class TraceFileRun(StressOptions options, bool resumes) : IDisposable
    {
        private readonly TraceFile _file = TraceFile.Open(options.TraceFile!, resumes);

        public void Add(RoundResult round) => _file.Add(round.Strategy.Key, round.Round, round.LossWindows);

        public void Dispose() => _file.Write();
    }
}
