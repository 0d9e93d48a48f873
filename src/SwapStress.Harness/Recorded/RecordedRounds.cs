using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Recorded;

/// <summary>
/// The rounds of a results directory, added up line by line: those whose lines are there, after those of which only the sums
/// are left.
/// </summary>
internal sealed class RecordedRounds
{
    private readonly List<RecordedSums> _all = [];

    /// <summary>The contenders, in the order of their first rounds.</summary>
    public IReadOnlyList<RecordedSums> All => _all;

    /// <summary>Those of a contender; null for none.</summary>
    public RecordedSums? Of(string? sync, string? fix) => _all.Find(sums => sums.Sync == sync && sums.Fix == fix);

    /// <summary>Reads them.</summary>
    /// <param name="directory">The results directory.</param>
    /// <param name="remarks">Is told what cannot be used, and what is left of dropped rounds.</param>
    public static RecordedRounds Read(string directory, List<string> remarks)
    {
        var rounds = new RecordedRounds();
        int dropped = 0;
        foreach (RoundSums sums in DroppedRounds.Read(directory).Values)
        {
            dropped += sums.Result.Rounds;
            rounds._all.Add(RecordedSums.OfDropped(sums));
        }
        if (dropped > 0)
            remarks.Add(
                $"{dropped} {(dropped == 1 ? "round is" : "rounds are")} in the sums of {RoundsFiles.Dropped} only"
            );
        int broken = 0;
        foreach (string line in RoundsFiles.InOrder(directory).SelectMany(File.ReadLines))
        {
            if (RecordedRound.Parse(line) is { } round)
                rounds.Add(round);
            else
                broken++;
        }
        if (broken > 0)
            remarks.Add($"{broken} {(broken == 1 ? "line" : "lines")} of {RoundsFiles.Current} cannot be read");
        return rounds;
    }

    private void Add(RecordedRound round)
    {
        if (Of(round.Sync, round.Fix) is not { } sums)
            _all.Add(sums = new RecordedSums(round.Sync, round.Fix));
        sums.Add(round);
    }
}
