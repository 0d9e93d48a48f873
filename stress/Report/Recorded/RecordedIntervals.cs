using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>The intervals of a run, by contender.</summary>
internal sealed class RecordedIntervals
{
    private readonly Dictionary<(string? Sync, string? Fix), List<RecordedMoment>> _all = [];

    /// <summary>Reads intervals.1.jsonl and intervals.jsonl, where they are there.</summary>
    public static RecordedIntervals Read(string directory, List<string> remarks)
    {
        var intervals = new RecordedIntervals();
        int broken = 0;
        foreach (string name in (string[])[IntervalsLog.Earlier, IntervalsLog.Current])
        {
            string path = Path.Combine(directory, name);
            if (File.Exists(path))
                broken += SharedFile.ReadLines(path).Count(line => !intervals.TryAdd(line));
        }
        if (broken > 0)
            remarks.Add($"{broken} {(broken == 1 ? "line" : "lines")} of {IntervalsLog.Current} cannot be read");
        return intervals;
    }

    /// <summary>Those of a contender in which it swapped in.</summary>
    public IReadOnlyList<RecordedMoment> Of(string? sync, string? fix) =>
        _all.TryGetValue((sync, fix), out List<RecordedMoment>? moments) ? moments : [];

    private bool TryAdd(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement interval = document.RootElement;
            if (
                Field.Find(interval, "endedUtc") is not { ValueKind: JsonValueKind.String } ended
                || !ended.TryGetDateTime(out DateTime endedUtc)
                || Field.Find(interval, "strategies") is not { ValueKind: JsonValueKind.Array } strategies
            )
                return false;
            foreach (JsonElement strategy in strategies.EnumerateArray())
            {
                if (Field.Find(strategy, "swapinNs") is not { } latency || Field.Count(latency, "count") == 0)
                    continue;
                (string?, string?) key = (Field.Text(strategy, "sync"), Field.Text(strategy, "fix"));
                if (!_all.TryGetValue(key, out List<RecordedMoment>? moments))
                    _all[key] = moments = [];
                moments.Add(new RecordedMoment(endedUtc, Field.Count(latency, "p50"), Field.Count(latency, "p99")));
            }
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
