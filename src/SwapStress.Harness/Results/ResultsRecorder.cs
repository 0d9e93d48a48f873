using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>
/// Writes a run's files: the options first, each round at once and durably, the rest at the end. A full disk is reported
/// and does not end the run, which may have gone on for hours.
/// </summary>
internal sealed class ResultsRecorder : IRunRecorder, IDisposable
{
    internal const string RunFile = "run.json";

    /// <summary>The file of the recorded interleavings, in the results directory.</summary>
    public const string InterleavingsFile = "interleavings.txt";

    /// <summary>The report of the run, in the results directory.</summary>
    public const string ReportFile = "report.html";

    /// <summary>The file of the state that a run stood still in, in the results directory.</summary>
    public const string WatchdogFile = "watchdog.txt";

    private readonly InterleavingsDocument _interleavings;
    private readonly RoundsLog _rounds;
    private readonly IntervalsLog _intervals;
    private readonly WriteFailures _failures;
    private readonly IDisposable _lock;
    private readonly TraceFile? _trace;

    private ResultsRecorder(
        string directory,
        RunHistory history,
        InterleavingsDocument interleavings,
        RoundsLog rounds,
        IntervalsLog intervals,
        IDisposable runLock,
        Action<string> warn,
        TraceFile? trace
    )
    {
        DirectoryPath = directory;
        History = history;
        _interleavings = interleavings;
        _rounds = rounds;
        _intervals = intervals;
        _lock = runLock;
        _trace = trace;
        _failures = new WriteFailures(directory, warn);
    }

    /// <summary>Where the files go.</summary>
    public string DirectoryPath { get; }

    public RunHistory History { get; }

    /// <summary>Windows in the run's trace; null without one.</summary>
    public int? TraceWindows => _trace?.Count;

    /// <summary>What could not be written, in a few words each, after <see cref="Complete"/>; empty when all is there.</summary>
    public IReadOnlyList<string> Missing => _failures.Missing;

    /// <summary>Creates the directory, the file of the options and that of the rounds.</summary>
    /// <param name="warn">Hears of files that cannot be written, one line each.</param>
    /// <param name="recipe">What the run was told, for --resume; null where only a program can say it again.</param>
    /// <exception cref="EnvironmentException">The directory cannot be created or written.</exception>
    public static ResultsRecorder Open(StressOptions options, Action<string> warn, RunRecipe? recipe = null) =>
        Open(options, warn, recipe, afterStep: null);

    /// <summary>The same, for tests of what a kill leaves.</summary>
    /// <param name="afterStep">Called after each step of the rounds' files that a kill can fall behind.</param>
    internal static ResultsRecorder Open(
        StressOptions options,
        Action<string> warn,
        RunRecipe? recipe,
        Action<string>? afterStep
    )
    {
        bool isNew = !Directory.Exists(options.Out);
        string directory = ResultsDirectory.Create(options, DateTimeOffset.UtcNow);
        TraceFile? trace;
        try
        {
            // After the directory, which it may be in.
            trace = TraceOf(options, resumes: false);
        }
        catch when (isNew)
        {
            Directory.Delete(directory);
            throw;
        }
        recipe ??= new RunRecipe(new Dictionary<string, string?>(StringComparer.Ordinal), options);
        return Begin(
            directory,
            () =>
            {
                RunLock runLock = RunLock.Take(directory);
                recipe.Write(directory, DateTimeOffset.UtcNow, resumed: 0);
                var rounds = RoundsLog.Open(directory, options.RoundsFileBytes, afterStep);
                return new ResultsRecorder(
                    directory,
                    RunHistory.None,
                    new([], []),
                    rounds,
                    new IntervalsLog(directory, options.RoundsFileBytes),
                    runLock,
                    warn,
                    trace
                );
            }
        );
    }

    /// <summary>Goes on in the directory of an earlier part.</summary>
    /// <param name="run">The run; it is this recorder's from now on.</param>
    /// <param name="options">The options, in which those that the user may change are.</param>
    /// <param name="recipe">The same for options.json.</param>
    /// <param name="warn">Hears of files that cannot be written, one line each.</param>
    /// <exception cref="EnvironmentException">The directory cannot be written.</exception>
    public static ResultsRecorder Resume(ResumableRun run, StressOptions options, RunRecipe recipe, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(recipe);
        string directory = run.DirectoryPath;
        TraceFile? trace = TraceOf(options, resumes: true);
        return Begin(
            directory,
            () =>
            {
                DeleteEndOf(directory);
                recipe.Write(directory, run.History.StartedUtc ?? DateTimeOffset.UtcNow, run.History.Resumed);
                string drawn = Path.Combine(directory, InterleavingsFile);
                var interleavings = new InterleavingsDocument(
                    File.Exists(drawn) ? SharedFile.ReadLines(drawn) : [],
                    options.Strategies.Select(strategy => strategy.Key)
                );
                var rounds = RoundsLog.Open(directory, options.RoundsFileBytes);
                return new ResultsRecorder(
                    directory,
                    run.History,
                    interleavings,
                    rounds,
                    new IntervalsLog(directory, options.RoundsFileBytes),
                    run,
                    warn,
                    trace
                );
            }
        );
    }

    public void Record(RoundResult round)
    {
        byte[] line = RoundLines.Write(round);
        if (_rounds.IsFullFor(line.Length))
            _failures.Attempt(RoundsFiles.Dropped, _rounds.Rotate, isResult: false);
        _failures.Attempt(RoundsFiles.Current, () => _rounds.Append(line), "round");
        if (_interleavings.Add(round))
            Replace(InterleavingsFile, _interleavings.WriteTo);
        if (_trace?.Add(round.Strategy.Key, round.Round, round.LossWindows) == true)
            WriteTrace(_trace);
    }

    public void Record(RunProgress interval)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            IntervalDocument.From(interval),
            ResultsJson.Default.IntervalDocument
        );
        _failures.Attempt(IntervalsLog.Current, () => _intervals.Append([.. json, (byte)'\n']), "interval");
    }

    public void RecordStall(IReadOnlyList<string> lines) =>
        Replace(
            WatchdogFile,
            file =>
            {
                using var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
                foreach (string line in lines)
                    writer.WriteLine(line);
            }
        );

    public void Complete(RunResult run)
    {
        foreach (StrategyResult result in run.Strategies)
        {
            string name = $"swapin-{result.Strategy.FileLabel}.hgrm";
            Replace(
                name,
                file =>
                {
                    using var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
                    result.Tally.SwapIns.WritePercentiles(writer);
                }
            );
        }
        // Without a window it was not written yet, and what a full disk refused before may be possible now.
        if (_trace is not null)
            WriteTrace(_trace);
        RunDocument document = ToDocument(run);
        Replace(RunFile, file => JsonSerializer.Serialize(file, document, ResultsJson.Indented.RunDocument));
    }

    /// <summary>Closes the file of the rounds; others may have the directory.</summary>
    public void Dispose()
    {
        _rounds.Dispose();
        _lock.Dispose();
    }

    private static ResultsRecorder Begin(string directory, Func<ResultsRecorder> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            throw new EnvironmentException(
                $"cannot write to the results directory {directory}: {exception.Message}; name another with --out DIR",
                exception
            );
        }
    }

    /// <summary>Deletes what the part before wrote at its end: a kill now must not leave it beside later rounds.</summary>
    private static void DeleteEndOf(string directory)
    {
        string[] files =
        [
            RunFile,
            ReportFile,
            .. Directory.GetFiles(directory, "swapin-*.hgrm").Select(file => Path.GetFileName(file)),
        ];
        string[] others = [RunRecipe.FileName, RoundsFiles.Dropped, InterleavingsFile];
        foreach (string name in files)
            File.Delete(Path.Combine(directory, name));
        foreach (string name in files.Concat(others))
            File.Delete(Path.Combine(directory, name + DurableFiles.DraftSuffix));
        foreach (string draft in Directory.GetFiles(directory, "swapin-*.hgrm" + DurableFiles.DraftSuffix))
            File.Delete(draft);
    }

    private RunDocument ToDocument(RunResult run) =>
        new()
        {
            Version = BuildInfo.Version,
            Commit = BuildInfo.Commit,
            StartedUtc = run.StartedUtc.UtcDateTime,
            Host = HostInfo.Read(),
            Options = OptionsJson.Of(run.Options, DirectoryPath),
            Strategies = run
                .Strategies.Select(result =>
                    StrategyJson.Run(result, StrategyJson.PartsOf(run.Options, result.Strategy))
                )
                .ToArray(),
            Verdict = run.Verdict.Text,
            ExitCode = Missing.Count == 0 ? run.Verdict.Code : ExitCode.WithoutResults(run.Verdict.Code),
            Interrupted = run.Interrupted,
            Missing = Missing,
            Resumed = History.Resumed,
        };

    private static TraceFile? TraceOf(StressOptions options, bool resumes) =>
        options.TraceFile is { } file ? TraceFile.Open(file, resumes) : null;

    private void WriteTrace(TraceFile trace) => _failures.Attempt(trace.Path, trace.Write);

    private void Replace(string name, Action<FileStream> write) =>
        _failures.Attempt(name, () => DurableFiles.Replace(Path.Combine(DirectoryPath, name), write));
}
