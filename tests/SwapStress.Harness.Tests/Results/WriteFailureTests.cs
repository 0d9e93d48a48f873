using System.Diagnostics;
using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

public sealed class WriteFailureTests
{
    [Fact]
    public void A_file_that_cannot_be_written_is_told_once_and_once_more_when_it_can()
    {
        var told = new List<string>();
        var failures = new WriteFailures("/out", told.Add);
        for (int i = 0; i < 5; i++)
            failures.Attempt("a", () => throw new IOException("full"), "round");
        failures.Attempt("b", () => throw new UnauthorizedAccessException("no"));
        failures.Attempt("c", () => throw new IOException("full"), isResult: false);
        Assert.Equal(["5 rounds of a", "b"], failures.Missing);
        failures.Attempt("a", () => { }, "round");
        failures.Attempt("a", () => { }, "round");
        failures.Attempt("b", () => { });
        // A line that was not appended is missing for good; a file that is written whole makes up for what was not.
        Assert.Equal(["5 rounds of a"], failures.Missing);
        Assert.Equal(
            [
                "cannot write /out/a: full",
                "cannot write /out/b: no",
                "cannot write /out/c: full",
                "/out/a can be written again; 5 rounds are missing in it",
                "/out/b can be written again",
            ],
            told
        );
    }

    /// <summary>What fsync says of a line is as good as what the write says: without it the line may be gone after a power cut.</summary>
    [Fact]
    public void A_line_that_cannot_be_flushed_is_missing_like_one_that_cannot_be_written()
    {
        using var directory = new TestDirectory();
        var told = new List<string>();
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = directory["out"] };
        var random = new RandomRounds(7);
        RoundResult[] rounds = [.. Enumerable.Range(0, 6).Select(round => random.Next(FakeRegions.None, round))];
        int written = 0;
        using (
            ResultsRecorder recorder = ResultsRecorder.Open(
                options,
                told.Add,
                recipe: null,
                // Between write and fsync.
                step =>
                {
                    if (step == "write" && written++ is 2 or 3)
                        throw new IOException("fsync: Input/output error");
                }
            )
        )
        {
            Record(recorder, rounds);
            recorder.Complete(
                new RunResult(options, DateTimeOffset.UtcNow, [StrategyResult.Of(rounds[0])], Interrupted: true)
            );
            Assert.Equal(["2 rounds of rounds.jsonl"], recorder.Missing);
        }
        string file = Path.Combine(directory["out"], "rounds.jsonl");
        Assert.Equal(
            [
                $"cannot write {file}: fsync: Input/output error",
                $"{file} can be written again; 2 rounds are missing in it",
            ],
            told
        );
        Assert.Equal(
            [0, 1, 4, 5],
            RoundLines.Parse(RoundsFiles.ReadLines(directory["out"])).Select(round => round!.LastRound)
        );
        JsonElement run = JsonElement.Parse(File.ReadAllText(directory["out/run.json"]));
        Assert.Equal(3, run.GetProperty("exitCode").GetInt32());
        Assert.Equal("2 rounds of rounds.jsonl", run.GetProperty("missing")[0].GetString());
    }

    [Theory]
    [InlineData(ExitCode.Clean, ExitCode.Environment)]
    [InlineData(ExitCode.Interrupted, ExitCode.Environment)]
    [InlineData(ExitCode.DataLost, ExitCode.DataLost)]
    [InlineData(ExitCode.NoProgress, ExitCode.NoProgress)]
    [InlineData(ExitCode.Internal, ExitCode.Internal)]
    public void A_code_that_says_that_all_is_there_says_so_no_more(int code, int without) =>
        Assert.Equal(without, ExitCode.WithoutResults(code));

    /// <summary>A file system that is full for some rounds, in the middle of a run, and not any more.</summary>
    [Fact]
    public void A_full_file_system_costs_the_rounds_that_did_not_fit_and_nothing_else()
    {
        using var directory = new TestDirectory();
        string mount = directory["full"];
        Directory.CreateDirectory(mount);
        if (Run("mount", "-t", "tmpfs", "-o", "size=256k", "swapstress-test", mount) is { } refused)
        {
            Assert.Skip($"a file system of a known size needs root and mount(8): {refused}");
            return;
        }
        try
        {
            RecordOnFull(mount);
        }
        finally
        {
            Assert.Null(Run("umount", mount));
        }
    }

    private static void RecordOnFull(string mount)
    {
        var told = new List<string>();
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = Path.Combine(mount, "out") };
        var random = new RandomRounds(7);
        RoundResult[] rounds = [.. Enumerable.Range(0, 30).Select(round => random.Next(FakeRegions.None, round))];
        using (ResultsRecorder recorder = ResultsRecorder.Open(options, told.Add))
        {
            Record(recorder, rounds[..10]);
            string filler = Path.Combine(mount, "filler");
            Fill(filler);
            Record(recorder, rounds[10..20]);
            Assert.StartsWith($"cannot write {mount}/out/rounds.jsonl: ", Assert.Single(told));
            File.Delete(filler);
            Record(recorder, rounds[20..]);
            Assert.Equal(2, told.Count);
            Assert.Matches(@"/out/rounds\.jsonl can be written again; \d+ rounds? (is|are) missing in it$", told[1]);
            // In the middle of run.json.
            Fill(filler);
            recorder.Complete(
                new RunResult(options, DateTimeOffset.UtcNow, [StrategyResult.Of(rounds[0])], Interrupted: false)
            );
            Assert.Contains(
                told,
                line => line.StartsWith($"cannot write {mount}/out/run.json: ", StringComparison.Ordinal)
            );
            Assert.Contains("run.json", recorder.Missing);
            Assert.Contains(
                recorder.Missing,
                missing => missing.EndsWith(" of rounds.jsonl", StringComparison.Ordinal)
            );
            Assert.Empty(Directory.GetFiles(Path.Combine(mount, "out"), "*.tmp"));
            File.Delete(filler);
        }
        // Whole lines only: those before, perhaps one in what was left of a block, and those after.
        RoundSums?[] lines = [.. RoundLines.Parse(RoundsFiles.ReadLines(Path.Combine(mount, "out")))];
        Assert.All(lines, Assert.NotNull);
        int[] numbers = [.. lines.Select(line => line!.LastRound)];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(20, 10)], numbers.Where(n => n is < 10 or >= 20));
        Assert.InRange(numbers.Length, 20, 25);
        Assert.Contains($"; {30 - numbers.Length} rounds are missing", told[1], StringComparison.Ordinal);
    }

    private static void Record(ResultsRecorder recorder, RoundResult[] rounds) =>
        Array.ForEach(rounds, recorder.Record);

    /// <summary>Takes every block that is left.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        while (TryWrite(file, block)) { }
    }

    private static bool TryWrite(FileStream file, byte[] block)
    {
        try
        {
            file.Write(block);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Null if the command did it, and else why not.</summary>
    internal static string? Run(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(command, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            )!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
