using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

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
    /// <param name="hasHistograms">Whether their distributions are wanted.</param>
    public static RecordedRounds Read(string directory, List<string> remarks, bool hasHistograms)
    {
        var rounds = new RecordedRounds();
        int broken = 0;
        using IEnumerator<string> lines = RoundsFiles.ReadLines(directory).GetEnumerator();
        // The files are open from here on: what is dropped now is in both, and counts once.
        bool hasLine = lines.MoveNext();
        rounds.AddDropped(directory, remarks);
        for (; hasLine; hasLine = lines.MoveNext())
        {
            if (RecordedRound.Parse(lines.Current, hasHistograms) is { } round)
                rounds.Add(round);
            else
                broken++;
        }
        if (broken > 0)
            remarks.Add($"{broken} {(broken == 1 ? "line" : "lines")} of {RoundsFiles.Current} cannot be read");
        return rounds;
    }

    private void AddDropped(string directory, List<string> remarks)
    {
        _all.AddRange(DroppedRounds.Read(directory).Values.Select(RecordedSums.OfDropped));
        int dropped = _all.Sum(sums => sums.Rounds);
        if (dropped > 0)
            remarks.Add(
                $"{dropped} {(dropped == 1 ? "round is" : "rounds are")} in the sums of {RoundsFiles.Dropped} only"
            );
    }

    private void Add(RecordedRound round)
    {
        if (Of(round.Sync, round.Fix) is not { } sums)
            _all.Add(sums = new RecordedSums(round.Sync, round.Fix));
        sums.Add(round);
    }
}
