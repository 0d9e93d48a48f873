using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Reads results directories, also those of runs that were killed: then the rounds that ended are there.</summary>
internal static class RecordedRuns
{
    /// <summary>Intervals from which on they are a line over time; rounds are one sooner.</summary>
    private const int IntervalsMin = 3;

    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">There are no results.</exception>
    public static RecordedRun Read(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string runFile = Path.Combine(directory, ResultsRecorder.RunFile);
        bool isWhole = File.Exists(runFile);
        if (
            !isWhole
            && !File.Exists(Path.Combine(directory, RunRecipe.FileName))
            && !RoundsFiles.InOrder(directory).Any()
        )
            throw new UsageException(
                $"{directory} has no {ResultsRecorder.RunFile} and no {RoundsFiles.Current}; name a directory that a run wrote"
            );
        try
        {
            var remarks = new List<string>();
            RecordedRounds rounds = RecordedRounds.Read(directory, remarks, hasHistograms: !isWhole);
            RecordedIntervals intervals = RecordedIntervals.Read(directory, remarks);
            RecordedRun run = isWhole
                ? ReadWhole(directory, runFile, rounds, remarks)
                : UnfinishedRun.Read(directory, rounds, remarks);
            return run with
            {
                Contenders = [.. run.Contenders.Select(contender => WithIntervals(contender, intervals))],
                Interleavings = RecordedInterleavings.Read(directory),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{directory} cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{directory} is no result of a run: {exception.Message}", exception);
        }
        catch (OverflowException exception)
        {
            throw new UsageException($"{directory} is no result of a run: its counts are too large", exception);
        }
    }

    private static RecordedRun ReadWhole(string directory, string file, RecordedRounds rounds, List<string> remarks)
    {
        try
        {
            using var document = JsonDocument.Parse(SharedFile.ReadAllText(file));
            JsonElement run = document.RootElement;
            if (Field.Text(run, "schema") is not RunDocument.SchemaName)
                throw new UsageException(
                    $"{file} has schema '{Field.Text(run, "schema")}', not {RunDocument.SchemaName}; name a directory that a run wrote"
                );
            JsonElement host = Field.Find(run, "host") ?? default;
            if (Field.Find(run, "interrupted") is { ValueKind: JsonValueKind.True })
                remarks.Add("it was interrupted");
            if (
                Field.Find(run, "missing") is { ValueKind: JsonValueKind.Array } missing
                && missing.GetArrayLength() > 0
            )
                remarks.Add($"missing: {OneLine.Of(string.Join(", ", missing.EnumerateArray()))}");
            if (Field.Count(run, "resumed") is > 0 and var resumed)
                remarks.Add(resumed == 1 ? "it was resumed once" : $"it was resumed {resumed} times");
            return Common(directory, run, host) with
            {
                Verdict = Field.Text(run, "verdict"),
                ExitCode = checked((int)Field.Count(run, "exitCode")),
                Contenders =
                [
                    .. (Field.Find(run, "strategies") ?? default)
                        .EnumerateArray()
                        .Select(strategy => ReadContender(directory, strategy, Field.Text(host, "kernel"), rounds)),
                ],
                Remarks = remarks,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{file} is no result of a run: {exception.Message}", exception);
        }
    }

    /// <summary>What run.json and options.json both have.</summary>
    internal static RecordedRun Common(string directory, JsonElement run, JsonElement host) =>
        new()
        {
            Directory = directory,
            Contenders = [],
            Host =
                host.ValueKind == JsonValueKind.Object
                    ? $"{Field.Text(host, "cpu")}, {Field.Count(host, "cores")} cores, kernel {Field.Text(host, "kernel")}, {Field.Text(host, "runtime")}"
                    : null,
            Setting = Field.Find(run, "options") is { } options ? SettingOf(options) : null,
            StartedUtc =
                Field.Find(run, "startedUtc") is { ValueKind: JsonValueKind.String } started
                && started.TryGetDateTime(out DateTime startedUtc)
                    ? startedUtc
                    : null,
            Options =
            [
                .. RecordedField.Of(Field.Find(run, "options")),
                .. RecordedField.Of(run).Where(field => field.Name is "version" or "commit"),
            ],
            HostFields = RecordedField.Of(host),
        };

    private static RecordedContender ReadContender(
        string directory,
        JsonElement strategy,
        string? kernel,
        RecordedRounds rounds
    )
    {
        string? sync = Field.Text(strategy, "sync");
        string? fix = Field.Text(strategy, "fix");
        long lost = Field.Count(strategy, "lostUpdates");
        long faults = Field.Count(strategy, "majorFaults");
        RecordedSums? mine = rounds.Of(sync, fix);
        IReadOnlyCollection<(long, long)> losses = mine?.Losses ?? [];
        JsonElement? latency = Field.Find(strategy, "swapinNs") is { ValueKind: JsonValueKind.Object } found
            ? found
            : null;
        return new RecordedContender
        {
            Label = LabelOf(sync, fix, kernel),
            Rounds = checked((int)Field.Count(strategy, "rounds")),
            Workers = Field.Count(strategy, "workersCreated"),
            Updates = Field.Count(strategy, "updates"),
            LostUpdates = lost,
            Misloads = Field.Count(strategy, "misloads"),
            MajorFaults = faults,
            ElapsedSeconds = Field.Real(strategy, "elapsedSeconds"),
            SwapIn = latency is { } ns
                ? new RecordedLatency(
                    Field.Count(ns, "count"),
                    Field.Count(ns, "p50"),
                    Field.Count(ns, "p99"),
                    Field.Count(ns, "p999"),
                    Field.Count(ns, "max")
                )
                : null,
            // The rounds tell how the losses are spread; without their file the sums must do, if all of them count.
            LossRate = LossRate.Of(mine is not null || !AllCount(strategy) ? losses : [(lost, faults)]),
            Sync = sync,
            Fix = fix,
            Figures = new RecordedFigures(strategy),
            Percentiles = RecordedPercentiles.OfFile(PercentileFile(directory, sync, fix)) is { Count: > 0 } points
                ? points
                : RecordedPercentiles.Of(latency),
            LossByRound = mine?.LossByRound ?? [],
            Moments = mine?.Moments ?? [],
        };
    }

    /// <summary>Whether each of its rounds is evidence, as far as the run says which are.</summary>
    private static bool AllCount(JsonElement strategy) =>
        Field.Find(strategy, "countedRounds") is null
        || Field.Count(strategy, "countedRounds") == Field.Count(strategy, "rounds");

    /// <summary>The strategy's name is a file's text, and no path.</summary>
    private static string PercentileFile(string directory, string? sync, string? fix) =>
        Path.Combine(
            directory,
            Path.GetFileName($"swapin-{sync ?? "kernel"}{(fix is null ? "" : $"-fix-{fix}")}.hgrm").Replace('\0', '_')
        );

    private static RecordedContender WithIntervals(RecordedContender contender, RecordedIntervals intervals) =>
        intervals.Of(contender.Sync, contender.Fix) is { } moments
        && (moments.Count >= IntervalsMin || contender.Moments.Count == 0)
            ? contender with
            {
                Moments = moments,
            }
            : contender;

    internal static string LabelOf(string? sync, string? fix, string? kernel) =>
        sync is null ? $"kernel {kernel}".TrimEnd() : StrategyInfo.KeyOf(sync, fix);

    private static string SettingOf(JsonElement options)
    {
        string?[] parts =
        [
            Field.Text(options, "race"),
            Field.Text(options, "device"),
            Field.Text(options, "compressor"),
            Field.Find(options, "zswap") is { ValueKind: JsonValueKind.Object } ? "zswap" : null,
            SizeText.Format(Field.Count(options, "regionBytes")),
            $"{Field.Count(options, "threads")} threads",
            Field.Count(options, "readDelayNs") is > 0 and var ns ? $"read delay {DurationText.Format(ns)}" : null,
            Field.Text(options, "content"),
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }
}
