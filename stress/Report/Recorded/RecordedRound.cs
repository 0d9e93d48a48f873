using System.Text.Json;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>A line of rounds.jsonl, as far as a report needs it.</summary>
internal sealed record RecordedRound(
    long Round,
    string? Sync,
    string? Fix,
    bool IsEvidence,
    long Workers,
    long Updates,
    long LostUpdates,
    long Misloads,
    long MajorFaults,
    double ElapsedSeconds,
    HistogramSnapshot? SwapIn,
    RecordedMoment? Moment
)
{
    /// <summary>Reads a line; null where it is no round, as a line that was cut short is.</summary>
    /// <param name="line">The line.</param>
    /// <param name="hasHistogram">Whether the distribution is wanted, which takes the most time.</param>
    public static RecordedRound? Parse(string line, bool hasHistogram)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement round = document.RootElement;
            return round.ValueKind == JsonValueKind.Object && round.TryGetProperty("round", out _)
                ? new RecordedRound(
                    Field.Count(round, "round"),
                    Field.Text(round, "sync"),
                    Field.Text(round, "fix"),
                    // Lines of earlier versions do not say, and then nothing is left out.
                    Field.Text(round, "standing")
                        is null
                            or RoundStandings.Counted,
                    Field.Count(round, "workers"),
                    Field.Count(round, "updates"),
                    Field.Count(round, "lostUpdates"),
                    Field.Count(round, "misloads"),
                    Field.Count(round, "majorFaults"),
                    Field.Real(round, "elapsedSeconds"),
                    hasHistogram ? Histogram(round) : null,
                    MomentOf(round)
                )
                : null;
        }
        // A text can be well formed and have half a character, which shows when it is read.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null where the line has none, as those of earlier versions.</summary>
    private static HistogramSnapshot? Histogram(JsonElement round) =>
        Field.Text(round, "swapinHistogram") is { } text
        && Field.Find(round, "swapinNs") is { } latency
        && HistogramText.TryDecode(text, Field.Count(latency, "max"), out HistogramSnapshot? histogram)
            ? histogram
            : null;

    /// <summary>Null without swap-ins.</summary>
    private static RecordedMoment? MomentOf(JsonElement round) =>
        Field.Find(round, "swapinNs") is { } latency
        && Field.Count(latency, "count") > 0
        && Field.Find(round, "startedUtc") is { ValueKind: JsonValueKind.String } started
        && started.TryGetDateTime(out DateTime startedUtc)
            ? new RecordedMoment(startedUtc, Field.Count(latency, "p50"), Field.Count(latency, "p99"))
            : null;
}
