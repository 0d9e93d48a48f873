using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;

namespace SwapStress.Harness.Recorded;

/// <summary>Reads results directories, also those of runs that were killed: then the rounds that ended are there.</summary>
public static class RecordedRuns
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">There are no results.</exception>
    public static RecordedRun Read(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string runFile = Path.Combine(directory, ResultsRecorder.RunFile);
        if (
            !File.Exists(runFile)
            && !File.Exists(Path.Combine(directory, RunRecipe.FileName))
            && !RoundsFiles.InOrder(directory).Any()
        )
            throw new UsageException(
                $"{directory} has no {ResultsRecorder.RunFile} and no {RoundsFiles.Current}; name a directory that a run wrote"
            );
        try
        {
            var remarks = new List<string>();
            RecordedRounds rounds = RecordedRounds.Read(directory, remarks);
            return File.Exists(runFile)
                ? ReadWhole(directory, runFile, rounds, remarks)
                : ReadUnfinished(directory, rounds, remarks);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{directory} cannot be read: {exception.Message}", exception);
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
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement run = document.RootElement;
            if (Field.Text(run, "schema") is not RunDocument.SchemaName)
                throw new UsageException(
                    $"{file} has schema '{Field.Text(run, "schema")}', not {RunDocument.SchemaName}; name a directory that a run wrote"
                );
            JsonElement host = Field.Find(run, "host") ?? default;
            if (
                run.TryGetProperty("interrupted", out JsonElement interrupted)
                && interrupted.ValueKind == JsonValueKind.True
            )
                remarks.Add("it was interrupted");
            return new RecordedRun
            {
                Directory = directory,
                Host =
                    $"{Field.Text(host, "cpu")}, {Field.Count(host, "cores")} cores, kernel {Field.Text(host, "kernel")}, {Field.Text(host, "runtime")}",
                Setting = SettingOf(Field.Find(run, "options") ?? default),
                Verdict = Field.Text(run, "verdict"),
                Contenders =
                [
                    .. (Field.Find(run, "strategies") ?? default)
                        .EnumerateArray()
                        .Select(strategy => ReadContender(strategy, Field.Text(host, "kernel"), rounds)),
                ],
                Remarks = remarks,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{file} is no result of a run: {exception.Message}", exception);
        }
    }

    private static RecordedContender ReadContender(JsonElement strategy, string? kernel, RecordedRounds rounds)
    {
        string? sync = Field.Text(strategy, "sync");
        string? fix = Field.Text(strategy, "fix");
        long lost = Field.Count(strategy, "lostUpdates");
        long faults = Field.Count(strategy, "majorFaults");
        IReadOnlyCollection<(long, long)> mine = rounds.Of(sync, fix)?.Losses ?? [];
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
            SwapIn = Field.Find(strategy, "swapinNs") is { ValueKind: JsonValueKind.Object } latency
                ? new RecordedLatency(
                    Field.Count(latency, "count"),
                    Field.Count(latency, "p50"),
                    Field.Count(latency, "p99"),
                    Field.Count(latency, "p999"),
                    Field.Count(latency, "max")
                )
                : null,
            // The rounds tell how the losses are spread; without their file the sums must do.
            LossRate = LossRate.Of(mine.Count > 0 ? mine : [(lost, faults)]),
        };
    }

    private static RecordedRun ReadUnfinished(string directory, RecordedRounds rounds, List<string> remarks) =>
        new()
        {
            Directory = directory,
            Contenders = [.. rounds.All.Select(sums => sums.ToContender(LabelOf(sums.Sync, sums.Fix, kernel: null)))],
            Remarks = [.. remarks, $"it has no {ResultsRecorder.RunFile}: it did not come to its end, or still runs"],
        };

    private static string LabelOf(string? sync, string? fix, string? kernel) =>
        sync is null ? $"kernel {kernel}".TrimEnd()
        : fix is null ? sync
        : $"{sync} (fix {fix})";

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
