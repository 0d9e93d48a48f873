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
        string roundsFile = Path.Combine(directory, ResultsRecorder.RoundsFile);
        if (!File.Exists(runFile) && !File.Exists(roundsFile))
            throw new UsageException(
                $"{directory} has no {ResultsRecorder.RunFile} and no {ResultsRecorder.RoundsFile}; name a directory that a run wrote"
            );
        try
        {
            var remarks = new List<string>();
            IReadOnlyList<RecordedRound> rounds = ReadRounds(roundsFile, remarks);
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

    private static List<RecordedRound> ReadRounds(string file, List<string> remarks)
    {
        var rounds = new List<RecordedRound>();
        if (!File.Exists(file))
            return rounds;
        int broken = 0;
        foreach (string line in File.ReadLines(file))
        {
            if (RecordedRound.Parse(line) is { } round)
                rounds.Add(round);
            else
                broken++;
        }
        if (broken > 0)
            remarks.Add($"{broken} {(broken == 1 ? "line" : "lines")} of {ResultsRecorder.RoundsFile} cannot be read");
        return rounds;
    }

    private static RecordedRun ReadWhole(
        string directory,
        string file,
        IReadOnlyList<RecordedRound> rounds,
        List<string> remarks
    )
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

    private static RecordedContender ReadContender(
        JsonElement strategy,
        string? kernel,
        IReadOnlyList<RecordedRound> rounds
    )
    {
        string? sync = Field.Text(strategy, "sync");
        string? fix = Field.Text(strategy, "fix");
        long lost = Field.Count(strategy, "lostUpdates");
        long faults = Field.Count(strategy, "majorFaults");
        (long, long)[] mine =
        [
            .. rounds
                .Where(round => round.Sync == sync && round.Fix == fix)
                .Select(round => (round.LostUpdates, round.MajorFaults)),
        ];
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
            LossRate = LossRate.Of(mine.Length > 0 ? mine : [(lost, faults)]),
        };
    }

    private static RecordedRun ReadUnfinished(
        string directory,
        IReadOnlyList<RecordedRound> rounds,
        List<string> remarks
    ) =>
        new()
        {
            Directory = directory,
            Contenders =
            [
                .. rounds
                    .GroupBy(round => (round.Sync, round.Fix))
                    .Select(group => new RecordedContender
                    {
                        Label = LabelOf(group.Key.Sync, group.Key.Fix, kernel: null),
                        Rounds = group.Count(),
                        Workers = group.Max(round => round.Workers),
                        Updates = group.Sum(round => round.Updates),
                        LostUpdates = group.Sum(round => round.LostUpdates),
                        Misloads = group.Sum(round => round.Misloads),
                        MajorFaults = group.Sum(round => round.MajorFaults),
                        ElapsedSeconds = group.Sum(round => round.ElapsedSeconds),
                        LossRate = LossRate.Of([.. group.Select(round => (round.LostUpdates, round.MajorFaults))]),
                    }),
            ],
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
