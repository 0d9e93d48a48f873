using System.Text.Json;
using SwapStress.Harness.Monitoring;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>
/// Writes a run's files: each round at once and durably, the rest at the end. A full disk is reported and does not end
/// the run, which may have gone on for hours.
/// </summary>
public sealed class ResultsRecorder : IRunRecorder, IDisposable
{
    internal const string RunFile = "run.json";
    internal const string RoundsFile = "rounds.jsonl";
    internal const string IntervalsFile = "intervals.jsonl";

    /// <summary>The file of the recorded interleavings, in the results directory.</summary>
    public const string InterleavingsFile = "interleavings.txt";

    /// <summary>The file of the state that a run stood still in, in the results directory.</summary>
    public const string WatchdogFile = "watchdog.txt";

    private readonly InterleavingsDocument _interleavings = new();
    private readonly FileStream _rounds;
    private readonly Action<string> _warn;

    private ResultsRecorder(string directory, FileStream rounds, Action<string> warn)
    {
        DirectoryPath = directory;
        _rounds = rounds;
        _warn = warn;
    }

    /// <summary>Where the files go.</summary>
    public string DirectoryPath { get; }

    /// <summary>Creates the directory and the file of the rounds.</summary>
    /// <param name="options">The run.</param>
    /// <param name="warn">Hears of files that cannot be written, one line each.</param>
    /// <exception cref="EnvironmentException">The directory cannot be created or written.</exception>
    public static ResultsRecorder Open(StressOptions options, Action<string> warn)
    {
        string directory = ResultsDirectory.Create(options, DateTimeOffset.UtcNow);
        try
        {
            var rounds = new FileStream(
                Path.Combine(directory, RoundsFile),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.Read,
                bufferSize: 0
            );
            return new ResultsRecorder(directory, rounds, warn);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"cannot write to the results directory {directory}: {exception.Message}; name another with --out DIR",
                exception
            );
        }
    }

    /// <inheritdoc/>
    public void Record(RoundResult round)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(RoundDocument.From(round), ResultsJson.Default.RoundDocument);
        Attempt(
            RoundsFile,
            () =>
            {
                long length = _rounds.Length;
                try
                {
                    _rounds.Write([.. json, (byte)'\n']);
                    _rounds.Flush(flushToDisk: true);
                }
                catch (IOException)
                {
                    // No half line: the next round's would be joined to it.
                    _rounds.SetLength(length);
                    _rounds.Position = length;
                    throw;
                }
            }
        );
        if (_interleavings.Add(round))
            Replace(InterleavingsFile, _interleavings.WriteTo);
    }

    /// <inheritdoc/>
    public void Record(RunProgress interval)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            IntervalDocument.From(interval),
            ResultsJson.Default.IntervalDocument
        );
        Attempt(
            IntervalsFile,
            () => File.AppendAllBytes(Path.Combine(DirectoryPath, IntervalsFile), [.. json, (byte)'\n'])
        );
    }

    /// <inheritdoc/>
    public void RecordStall(IReadOnlyList<string> lines) =>
        Replace(
            WatchdogFile,
            file =>
            {
                using var writer = new StreamWriter(file, leaveOpen: true);
                foreach (string line in lines)
                    writer.WriteLine(line);
            }
        );

    /// <inheritdoc/>
    public void Complete(RunResult run)
    {
        foreach (StrategyResult result in run.Strategies)
        {
            string name = $"swapin-{result.Strategy.FileLabel}.hgrm";
            Replace(
                name,
                file =>
                {
                    using var writer = new StreamWriter(file, leaveOpen: true);
                    result.Statistics.SwapIn.Total.WritePercentiles(writer);
                }
            );
        }
        RunDocument document = ToDocument(run);
        Replace(RunFile, file => JsonSerializer.Serialize(file, document, ResultsJson.Indented.RunDocument));
    }

    /// <summary>Closes the file of the rounds.</summary>
    public void Dispose() => _rounds.Dispose();

    private RunDocument ToDocument(RunResult run) =>
        new()
        {
            Version = BuildInfo.Version,
            Commit = BuildInfo.Commit,
            StartedUtc = run.StartedUtc.UtcDateTime,
            Host = HostInfo.Read(),
            Options = OptionsDocument.From(run.Options, DirectoryPath),
            Strategies = run
                .Strategies.Select(result =>
                    StrategyDocument.From(
                        result,
                        isZram: result.Strategy.IsKernel
                            ? result.Statistics.Device != default
                            : run.Options.DeviceCompresses,
                        run.Options.Zram
                    )
                )
                .ToArray(),
            Verdict = run.Verdict.Text,
            ExitCode = run.Verdict.Code,
            Interrupted = run.Interrupted,
        };

    /// <summary>Writes a file under another name first: nobody ever sees half of it.</summary>
    private void Replace(string name, Action<FileStream> write) =>
        Attempt(
            name,
            () =>
            {
                string path = Path.Combine(DirectoryPath, name);
                string draft = path + ".tmp";
                using (FileStream file = File.Create(draft))
                {
                    write(file);
                    file.Flush(flushToDisk: true);
                }
                File.Move(draft, path, overwrite: true);
            }
        );

    private void Attempt(string name, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _warn($"cannot write {Path.Combine(DirectoryPath, name)}: {exception.Message}");
        }
    }
}
