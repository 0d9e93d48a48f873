using System.Diagnostics;
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
            Assert.False(failures.Attempt("a", () => throw new IOException("full"), missing => $"{missing} missing"));
        Assert.False(failures.Attempt("b", () => throw new UnauthorizedAccessException("no")));
        Assert.Equal((5, 1), (failures.Of("a"), failures.Of("b")));
        Assert.True(failures.Attempt("a", () => { }, missing => $"{missing} missing"));
        Assert.True(failures.Attempt("a", () => { }));
        Assert.Equal(0, failures.Of("a"));
        Assert.Equal(
            ["cannot write /out/a: full", "cannot write /out/b: no", "/out/a can be written again; 5 missing"],
            told
        );
    }

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
    private static string? Run(string command, params string[] arguments)
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
