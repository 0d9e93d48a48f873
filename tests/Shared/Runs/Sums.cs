using SwapStress.Harness.Figures;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;

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
                        group.First().Strategy.Key,
                        group.Skip(1).Aggregate(StrategyResult.Of(group.First()), (sum, r) => sum.Plus(r)).Tally
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
                .Select(pair => Text(pair.Value.LastRound, pair.Value.Key, pair.Value.Tally)),
        ];
    }

    private static string Text(int lastRound, string key, Tally tally) =>
        $"{lastRound} {SumsJson.Write(key, tally, hasTotal: true).ToJsonString()}";
}
