using System.Runtime.CompilerServices;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report.Recorded;

/// <summary>Files of rounds that hold a few lines each, so that a hundred rounds go through all of them.</summary>
public sealed class RotationTests : IDisposable
{
    private const int FileBytes = 24_000;
    private const int RoundCount = 60;
    private const int Seed = 20261121;

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Files_are_bounded_and_totals_exact()
    {
        List<RoundResult> rounds = Record("out", afterStep: null);
        string[] files = [.. RoundsFiles.InOrder(_directory["out"])];
        Assert.Equal(
            [
                "rounds.7.jsonl",
                "rounds.6.jsonl",
                "rounds.5.jsonl",
                "rounds.4.jsonl",
                "rounds.3.jsonl",
                "rounds.2.jsonl",
                "rounds.1.jsonl",
                "rounds.jsonl",
            ],
            files.Select(Path.GetFileName)
        );
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, FileBytes));
        Assert.Equal(Sums.Of(rounds), Sums.OfDirectory(_directory["out"]));
        Assert.NotEmpty(DroppedRounds.Read(_directory["out"]));
    }

    [Fact]
    public void A_report_has_all_rounds_and_says_how_many_are_in_sums_only()
    {
        List<RoundResult> rounds = Record("out", afterStep: null);
        int lines = RoundsFiles.InOrder(_directory["out"]).Sum(file => File.ReadLines(file).Count());
        RecordedRun run = RecordedRuns.Read(_directory["out"]);
        Assert.Equal(["none", "prepare-tick"], run.Contenders.Select(contender => contender.Label));
        foreach (RecordedContender contender in run.Contenders)
        {
            RoundResult[] mine = [.. rounds.Where(round => round.Strategy.Name == contender.Sync)];
            Assert.Equal(RoundCount, contender.Rounds);
            Assert.Equal(mine.Sum(round => round.Updates), contender.Updates);
            Assert.Equal(mine.Sum(round => round.Verification.LostUpdates), contender.LostUpdates);
            Assert.Equal(mine.Sum(round => round.Statistics.MajorFaults), contender.MajorFaults);
            Assert.Equal(mine.Sum(round => round.Statistics.SwapIn.Total.Count), contender.SwapIn!.Count);
            Assert.Equal(mine.Max(round => round.Statistics.SwapIn.Total.MaxNs), contender.SwapIn.Max);
        }
        Assert.Contains($"{(2 * RoundCount) - lines} rounds are in the sums of rounds-dropped.json only", run.Remarks);
    }

    [Fact]
    public void A_kill_after_any_step_loses_no_round_and_counts_none_twice()
    {
        var steps = new HashSet<string>(StringComparer.Ordinal);
        int recorded = 0;
        int copies = 0;
        List<RoundResult> rounds = All();
        Record(
            "out",
            step =>
            {
                steps.Add(step);
                recorded += step == "write" ? 1 : 0;
                // A copy is what a kill at this moment leaves.
                string copy = _directory[$"copy-{copies++}"];
                Copy(_directory["out"], copy);
                Assert.Equal(Sums.Of(rounds.Take(recorded)), Sums.OfDirectory(copy));
                RecordedRun report = RecordedRuns.Read(copy);
                Assert.Equal(recorded, report.Contenders.Sum(contender => contender.Rounds));
                // The run goes on there: through a whole turn of the files, at some of the steps.
                if (step is not ("append" or "write") && copies % 5 == 0)
                    GoOn(copy, rounds.Skip(recorded));
                Directory.Delete(copy, recursive: true);
            }
        );
        Assert.Equal(2 * RoundCount, recorded);
        Assert.Equal(["append", "create", "delete", "rename", "sums", "write"], steps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_that_rotate_while_they_are_read_lose_no_round()
    {
        List<RoundResult> rounds = All();
        using ResultsRecorder recorder = Open("out", afterStep: null);
        rounds[..30].ForEach(recorder.Record);
        Assert.InRange(RoundsFiles.InOrder(_directory["out"]).Count(), 3, RoundsFiles.NumberMax);
        using IEnumerator<string> lines = RoundsFiles.ReadLines(_directory["out"]).GetEnumerator();
        Assert.True(lines.MoveNext());
        rounds[30..].ForEach(recorder.Record);
        Assert.NotEmpty(DroppedRounds.Read(_directory["out"]));
        var read = new List<string>();
        do read.Add(lines.Current);
        while (lines.MoveNext());
        IReadOnlyDictionary<string, RoundSums> sums = RoundLines.AddUp(
            RoundLines.Parse(read),
            RunHistory.None.Strategies
        );
        Assert.InRange(sums["none"].LastRound, 14, RoundCount - 1);
        Assert.Equal(sums["none"].LastRound + 1, sums["none"].Result.Rounds);
        RecordedRun report = RecordedRuns.Read(_directory["out"]);
        Assert.All(report.Contenders, contender => Assert.Equal(RoundCount, contender.Rounds));
    }

    [Fact]
    public void A_line_that_a_kill_cut_short_is_removed_wherever_it_was_cut()
    {
        List<RoundResult> rounds = [.. All().Take(3)];
        using (ResultsRecorder recorder = Open("out", afterStep: null))
            rounds.ForEach(recorder.Record);
        string file = _directory["out/rounds.jsonl"];
        byte[] whole = File.ReadAllBytes(file);
        int secondEnd = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = secondEnd; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(file, whole[..length]);
            using (var run = ResumableRun.Open(_directory["out"]))
                Assert.Empty(run.Remarks);
            Assert.Equal(Sums.Of(rounds.Take(2)), Sums.OfDirectory(_directory["out"]));
            Assert.Equal(secondEnd, new FileInfo(file).Length);
        }
    }

    [Fact]
    public void Nothing_is_kept_of_a_recorded_round()
    {
        using ResultsRecorder recorder = ResultsRecorder.Open(Options("out"), message => Assert.Fail(message));
        List<WeakReference> statistics = Record(recorder, 50);
        GC.Collect();
        Assert.InRange(statistics.Count(one => one.IsAlive), 0, 1);
    }

    /// <summary>Not inlined: what a method has in its variables lives as long as it runs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Record(ResultsRecorder recorder, int rounds)
    {
        var random = new RandomRounds(Seed);
        var statistics = new List<WeakReference>();
        for (int i = 0; i < rounds; i++)
        {
            RoundResult round = random.Next(FakeRegions.None, i);
            recorder.Record(round);
            statistics.Add(new WeakReference(round.Statistics.SwapIn));
        }
        return statistics;
    }

    public void Dispose() => _directory.Dispose();

    private static List<RoundResult> All()
    {
        var random = new RandomRounds(Seed);
        return
        [
            .. Enumerable
                .Range(0, RoundCount)
                .SelectMany(round =>
                    new[] { FakeRegions.None, FakeRegions.PrepareTick }.Select(s => random.Next(s, round))
                ),
        ];
    }

    private static void GoOn(string directory, IEnumerable<RoundResult> rest)
    {
        var run = ResumableRun.Open(directory);
        StressOptions options = RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick) with
        {
            RoundsFileBytes = FileBytes,
        };
        var recipe = new RunRecipe(run.Arguments, options);
        using (var recorder = ResultsRecorder.Resume(run, options, recipe, message => Assert.Fail(message)))
        {
            foreach (RoundResult round in rest)
                recorder.Record(round);
        }
        Assert.Equal(Sums.Of(All()), Sums.OfDirectory(directory));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (
            string file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        )
        {
            // The recorder has it open for writing; who only looks must say that this is all right.
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }

    private StressOptions Options(string name) =>
        RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick) with
        {
            Out = _directory[name],
            RoundsFileBytes = FileBytes,
        };

    private ResultsRecorder Open(string name, Action<string>? afterStep) =>
        ResultsRecorder.Open(Options(name), message => Assert.Fail(message), recipe: null, afterStep);

    private List<RoundResult> Record(string name, Action<string>? afterStep)
    {
        List<RoundResult> rounds = All();
        using ResultsRecorder recorder = Open(name, afterStep);
        rounds.ForEach(recorder.Record);
        return rounds;
    }
}
