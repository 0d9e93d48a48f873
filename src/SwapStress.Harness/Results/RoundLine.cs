using System.Text.Json;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>A line of rounds.jsonl that is read back: exactly, to go on, or as far as it can be read, for a report.</summary>
internal sealed class RoundLine(JsonElement line)
{
    private const string SwapIns = "swapinNs";

    private readonly Lazy<HistogramSnapshot?> _histogram = new(() => Decode(line), isThreadSafe: false);

    /// <summary>Reads a line; null where it is no object, as a line that was cut short is.</summary>
    public static RoundLine? Parse(string line)
    {
        try
        {
            var element = JsonElement.Parse(line);
            return element.ValueKind == JsonValueKind.Object ? new RoundLine(element) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The round for the sums of a run; null where the line is damaged, or of a version that had other ones.</summary>
    public RoundSums? ReadSums()
    {
        try
        {
            string? sync = Name("sync");
            string? fix = Name("fix");
            if (
                !line.TryGetProperty("round", out JsonElement number)
                || !number.TryGetInt32(out int round)
                || round < 0
                || ExactHistogram() is not { } total
            )
                return null;
            Tally sums = SumsJson.Read(line.GetProperty("sums"), sync is null, out string key);
            return new RoundSums(
                sync,
                fix,
                round,
                key,
                sums with
                {
                    Latencies = Latencies.Each(part => part == Latency.Total ? total : sums.Latencies[part]),
                }
            );
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    /// <summary>The round for a report, also that of an earlier version; null where something is what nobody can have counted.</summary>
    /// <param name="hasHistogram">Whether the distribution is wanted, which takes the most time.</param>
    public RoundFigures? ReadFigures(bool hasHistogram)
    {
        try
        {
            if (!line.TryGetProperty("round", out _))
                return null;
            FigureTable table = FigureTable.Default;
            return new RoundFigures(
                Field.Count(line, "round"),
                Field.Text(line, "sync"),
                Field.Text(line, "fix"),
                // Lines of earlier versions do not say, and then nothing is left out.
                Field.Text(line, "standing")
                    is null
                        or RoundStandings.Counted,
                new Tally
                {
                    Counters = Counters
                        .Each(counter =>
                            table[counter] is { Report: not null, Line: { } place, Type: not CounterType.Time }
                                ? Field.Count(line, place.Path)
                                : null
                        )
                        .With((Counter.Rounds, 1)),
                    Latencies = new Latencies { [Latency.Total] = hasHistogram ? _histogram.Value : null },
                },
                Field.Real(line, table[Counter.Elapsed].Line!.Path),
                Moment()
            );
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    /// <summary>A text can be well formed and have half a character, which shows when it is read; or something is no object.</summary>
    internal static bool IsDamage(Exception exception) =>
        exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException;

    /// <summary>A text or null, which must be there.</summary>
    private string? Name(string name) => line.GetProperty(name).GetString();

    /// <summary>Null where it does not fit what else the line says of it.</summary>
    private HistogramSnapshot? ExactHistogram()
    {
        JsonElement latency = line.GetProperty(SwapIns);
        foreach (Figure row in FigureTable.Default.Rows)
        {
            if (row.Line?.Path.StartsWith($"{SwapIns}.", StringComparison.Ordinal) != true)
                continue;
            string name = row.Line.Path[(SwapIns.Length + 1)..];
            JsonElement value = latency.GetProperty(name);
            if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null))
                return null;
            if (row.Digits == 0)
                _ = Field.Count(latency, name);
        }
        return _histogram.Value is { } histogram && histogram.Count == latency.GetProperty("count").GetInt64()
            ? histogram
            : null;
    }

    /// <summary>Null where the line has none, as those of earlier versions.</summary>
    private static HistogramSnapshot? Decode(JsonElement line) =>
        Field.Text(line, "swapinHistogram") is { } text
        && Field.Find(line, SwapIns) is { } latency
        && HistogramText.TryDecode(text, Field.Count(latency, "max"), out HistogramSnapshot? histogram)
            ? histogram
            : null;

    /// <summary>Null without swap-ins.</summary>
    private (DateTime AtUtc, long P50Ns, long P99Ns)? Moment() =>
        Field.Find(line, SwapIns) is { } latency
        && Field.Count(latency, "count") > 0
        && Field.Find(line, "startedUtc") is { ValueKind: JsonValueKind.String } started
        && started.TryGetDateTime(out DateTime startedUtc)
            ? (startedUtc, Field.Count(latency, "p50"), Field.Count(latency, "p99"))
            : null;
}

/// <summary>A round as a report needs it.</summary>
/// <param name="Round">Its number, from 0.</param>
/// <param name="Sync">The strategy; null for a kernel.</param>
/// <param name="Fix">"off" or "on" in a race; else null.</param>
/// <param name="Tally">What reports show of it.</param>
/// <param name="Moment">Its latency; null without swap-ins.</param>
internal sealed record RoundFigures(
    long Round,
    string? Sync,
    string? Fix,
    bool IsEvidence,
    Tally Tally,
    double ElapsedSeconds,
    (DateTime AtUtc, long P50Ns, long P99Ns)? Moment
);
