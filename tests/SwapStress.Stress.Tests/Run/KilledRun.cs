using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SwapStress.Harness;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests.Run;

/// <summary>A run that is killed, resumed and killed again, with what it told on stdout all the while.</summary>
internal sealed partial class KilledRun(string directory)
{
    /// <summary>The last round of each strategy that the text says is done.</summary>
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);

    /// <summary>How often it was resumed and came so far as to say so in options.json.</summary>
    private int _resumed;

    /// <summary>Whether its options are on disk.</summary>
    public bool CanResume => File.Exists(Path.Combine(directory, "options.json"));

    /// <summary>Rounds that it told of.</summary>
    public int Told => _told.Values.Sum(last => last + 1);

    /// <summary>Runs it for some rounds, to the end.</summary>
    public async Task FillAsync(string[] options, int rounds)
    {
        Session session = await BuiltProgram.RunAsync([.. options, "--rounds", $"{rounds}", "--out", directory]);
        Assert.True(session.Code is ExitCode.Clean or ExitCode.Inconclusive, $"exit {session.Code}");
        Assert.Equal("", session.Errors);
        Assert.True(File.Exists(Path.Combine(directory, "rounds-dropped.json")), "no round was dropped yet");
    }

    /// <summary>Starts it, or resumes it, and kills it.</summary>
    /// <param name="options">Those of a new run.</param>
    /// <param name="early">Whether the time counts from the start of the process, not from its first round.</param>
    /// <param name="after">The time.</param>
    /// <param name="cancelled">Ends the waiting for the first round.</param>
    public async Task KillAsync(string[] options, bool early, TimeSpan after, CancellationToken cancelled)
    {
        ProcessStartInfo start = BuiltProgram.Start(
            CanResume
                ? ["run", "--resume", directory, "--rounds", "0", "--no-progress"]
                : [.. options, "--rounds", "0", "--out", directory]
        );
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        try
        {
            var firstRound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
            Task reading = ListenAsync(process.StandardOutput, firstRound, cancelled);
            if (!early)
                await Task.WhenAny(firstRound.Task, reading).WaitAsync(cancelled);
            await Task.Delay(after, cancelled);
            Assert.False(process.HasExited, $"it ended by itself: {(process.HasExited ? await errors : "")}");
            process.Kill();
            await process.WaitForExitAsync(cancelled);
            await reading;
            Assert.Equal("", await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>Checks the directory as the kill left it.</summary>
    /// <returns>What is there in a few words.</returns>
    public async Task<string> CheckAsync()
    {
        if (!CanResume)
        {
            Assert.Empty(_told);
            return "no options yet";
        }
        Dictionary<string, int> lines = ReadLines();
        Session report = await Session.RunAsync(new PagingModel(), "report", "--format", "csv", directory);
        Assert.True(report.Code == (lines.Count == 0 ? 2 : 0), report.Errors);
        using var run = ResumableRun.Open(directory);
        Assert.Empty(run.Remarks);
        Assert.InRange(run.History.Resumed - 1, _resumed, _resumed + 1);
        _resumed = run.History.Resumed - 1;
        foreach ((string label, int last) in _told)
            Assert.InRange(run.History.Strategies[label].LastRound, last, last + 1);
        foreach ((string label, RoundSums sums) in run.History.Strategies)
        {
            // Neither a gap nor a round twice.
            Assert.Equal(sums.LastRound + 1, sums.Result.Rounds);
            Assert.Equal(8L * 16 * sums.Result.Rounds, sums.Result.Updates);
            Assert.Contains($",{label},{sums.Result.Rounds},8,{sums.Result.Updates},", report.Output);
        }
        string rounds = string.Join(
            ", ",
            run.History.Strategies.Select(pair => $"{pair.Key} {pair.Value.Result.Rounds}")
        );
        int dropped = run.History.Strategies.Values.Sum(sums => sums.Result.Rounds) - lines.Values.Sum();
        return $"{rounds} rounds; {lines.Values.Sum()} in {Files().Count()} files, {dropped} dropped; resumed {_resumed} times";
    }

    /// <summary>Goes on to two rounds more, to the end.</summary>
    public async Task<string> FinishAsync()
    {
        int last;
        using (var run = ResumableRun.Open(directory))
            last = run.History.Strategies.Values.Select(sums => sums.LastRound).DefaultIfEmpty(-1).Max();
        Session session = await BuiltProgram.RunAsync(
            "run",
            "--resume",
            directory,
            "--rounds",
            $"{last + 3}",
            "--no-progress"
        );
        Assert.True(session.Code is ExitCode.Clean or ExitCode.Inconclusive, $"exit {session.Code}");
        Assert.Equal("", session.Errors);
        JsonElement document = JsonElement.Parse(File.ReadAllText(Path.Combine(directory, "run.json")));
        RunContract.Check(document);
        Assert.Equal(_resumed + 1, document.GetProperty("resumed").GetInt32());
        using var finished = ResumableRun.Open(directory);
        foreach (JsonElement strategy in document.GetProperty("strategies").EnumerateArray())
        {
            RoundSums sums = finished.History.Strategies[strategy.GetProperty("sync").GetString()!];
            Assert.Equal((last + 2, last + 3), (sums.LastRound, strategy.GetProperty("rounds").GetInt32()));
            Assert.Equal(sums.Result.Updates, strategy.GetProperty("updates").GetInt64());
            Assert.Equal(sums.Result.Statistics.MajorFaults, strategy.GetProperty("majorFaults").GetInt64());
            Assert.Equal(
                sums.Result.Statistics.SwapIn.Total.Count,
                strategy.GetProperty("swapinNs").GetProperty("count").GetInt64()
            );
        }
        return $"{last + 3} rounds, resumed {_resumed + 1} times";
    }

    private async Task ListenAsync(StreamReader output, TaskCompletionSource firstRound, CancellationToken cancelled)
    {
        while (await output.ReadLineAsync(cancelled) is { } line)
        {
            if (RoundDone().Match(line) is not { Success: true } match)
                continue;
            _told[match.Groups["label"].Value] = int.Parse(match.Groups["round"].Value, CultureInfo.InvariantCulture);
            firstRound.TrySetResult();
        }
    }

    private IEnumerable<string> Files() =>
        Enumerable
            .Range(1, 7)
            .Reverse()
            .Select(number => $"rounds.{number}.jsonl")
            .Append("rounds.jsonl")
            .Select(name => Path.Combine(directory, name))
            .Where(File.Exists);

    /// <summary>Lines of each strategy; only the last line may be cut short, and no round is there twice.</summary>
    private Dictionary<string, int> ReadLines()
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in Files())
        {
            Assert.InRange(new FileInfo(file).Length, 0, 64 << 10);
            string text = File.ReadAllText(file);
            string whole = text[..(text.LastIndexOf('\n') + 1)];
            Assert.True(whole.Length == text.Length || file.EndsWith("rounds.jsonl", StringComparison.Ordinal));
            foreach (string line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                JsonElement round = JsonElement.Parse(line);
                string label = round.GetProperty("sync").GetString()!;
                Assert.True(seen.Add($"{label} {round.GetProperty("round")}"), $"{file}: {line}");
                count[label] = count.GetValueOrDefault(label) + 1;
            }
        }
        return count;
    }

    [GeneratedRegex(
        @"^\[(?<label>[^\]]+)\] Round (?<round>\d+) (Good!|void: .*|lost nothing\. .*|Failed, .*!.*)$",
        RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex RoundDone();
}
