using System.Text.Json;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;

namespace SwapStress.Testing;

/// <summary>Sums of rounds as a text that is equal exactly if every counter and every bucket is.</summary>
internal static class Sums
{
    /// <summary>What the rounds of each strategy come to.</summary>
    public static string[] Of(IEnumerable<RoundResult> rounds) =>
        [
            .. rounds
                .GroupBy(round => round.Strategy.Label, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    Text(
                        group.Last().Round,
                        group.Skip(1).Aggregate(StrategyResult.Of(group.First()), (sum, r) => sum.Plus(r))
                    )
                ),
        ];

    /// <summary>What a resumed run of a directory would add to.</summary>
    public static string[] OfDirectory(string directory)
    {
        using var run = ResumableRun.Open(directory);
        return
        [
            .. run
                .History.Strategies.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Text(pair.Value.LastRound, pair.Value.Result)),
        ];
    }

    private static string Text(int lastRound, StrategyResult result) =>
        $"{lastRound} {JsonSerializer.Serialize(result, ResultsJson.Default.StrategyResult)}";
}
