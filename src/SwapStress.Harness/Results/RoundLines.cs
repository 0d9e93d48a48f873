using System.Text.Json;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>Reads lines of rounds back, one after the other: files of any size take little memory.</summary>
internal static class RoundLines
{
    /// <summary>The rounds of some lines; null for a line that is no round, or damaged.</summary>
    public static IEnumerable<RoundSums?> Parse(IEnumerable<string> lines) => lines.Select(Parse);

    /// <summary>Adds rounds up by strategy.</summary>
    /// <param name="rounds">In the order in which they were run; damaged ones are left out.</param>
    /// <param name="earlier">What they are added to; the rounds that it has already are left out.</param>
    public static IReadOnlyDictionary<string, RoundSums> AddUp(
        IEnumerable<RoundSums?> rounds,
        IReadOnlyDictionary<string, RoundSums> earlier
    )
    {
        var sums = new Dictionary<string, RoundSums>(earlier, StringComparer.Ordinal);
        foreach (RoundSums round in rounds.OfType<RoundSums>())
        {
            string label = round.Result.Strategy.Key;
            if (!sums.TryGetValue(label, out RoundSums? sum))
                sums[label] = round;
            else if (round.LastRound > sum.LastRound)
                sums[label] = sum with { LastRound = round.LastRound, Result = sum.Result.Plus(round.Result) };
        }
        return sums;
    }

    private static RoundSums? Parse(string line)
    {
        try
        {
            return
                JsonSerializer.Deserialize(line, ResultsJson.Default.RoundLine) is { Sums: { } sums } round
                && Histogram(round) is { } total
                ? new RoundSums(round.Sync, round.Fix, round.Round, WithTotal(sums, total))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The result with another distribution of the swap-ins.</summary>
    internal static StrategyResult WithTotal(StrategyResult result, HistogramSnapshot total)
    {
        SwapInLatency latency = result.Statistics.SwapIn with { Total = total };
        return result with { Statistics = result.Statistics with { SwapIn = latency } };
    }

    private static HistogramSnapshot? Histogram(RoundLine round) =>
        round is { SwapinHistogram: { } text, SwapinNs: { } latency }
        && HistogramText.TryDecode(text, latency.Max ?? 0, out HistogramSnapshot? histogram)
        && histogram.Count == latency.Count
            ? histogram
            : null;
}

/// <summary>What of a line the sums need.</summary>
internal sealed record RoundLine
{
    public required int Round { get; init; }
    public required string? Sync { get; init; }
    public required string? Fix { get; init; }
    public required LatencyDocument? SwapinNs { get; init; }
    public required string? SwapinHistogram { get; init; }
    public required StrategyResult? Sums { get; init; }
}
