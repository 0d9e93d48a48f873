using SwapStress.Harness.Figures;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>
/// The rounds of a results directory, added up line by line: those whose lines are there, after those of which only the sums
/// are left.
/// </summary>
internal sealed class RecordedRounds
{
    private readonly List<RecordedSums> _all = [];
    private readonly Dictionary<string, RoundSums> _sums = new(StringComparer.Ordinal);

    /// <summary>The contenders, in the order of their first rounds.</summary>
    public IReadOnlyList<RecordedSums> All => _all;

    /// <summary>Those of a contender; null for none.</summary>
    public RecordedSums? Of(string? sync, string? fix) => _all.Find(sums => sums.Sync == sync && sums.Fix == fix);

    /// <summary>Everything that the lines of its rounds add up; null where some do not say it, as those of another version.</summary>
    public RoundSums? SumsOf(RecordedSums mine) =>
        _sums.Values.FirstOrDefault(sums => sums.Sync == mine.Sync && sums.Fix == mine.Fix) is { } sums
        && sums.Tally.Count(Counter.Rounds) == mine.Rounds
            ? sums
            : null;

    /// <summary>Reads them.</summary>
    /// <param name="remarks">Is told what cannot be used, and what is left of dropped rounds.</param>
    /// <param name="isWhole">Whether run.json has their sums and distributions.</param>
    public static RecordedRounds Read(string directory, List<string> remarks, bool isWhole)
    {
        var rounds = new RecordedRounds();
        int broken = 0;
        using IEnumerator<string> lines = RoundsFiles.ReadLines(directory).GetEnumerator();
        // The files are open from here on: what is dropped now is in both, and counts once.
        bool hasLine = lines.MoveNext();
        rounds.AddDropped(directory, remarks);
        for (; hasLine; hasLine = lines.MoveNext())
        {
            var line = RoundLine.Parse(lines.Current);
            if (line?.ReadFigures(hasHistogram: !isWhole) is { } round)
                rounds.Add(round);
            else
                broken++;
            if (!isWhole && line?.ReadSums() is { } sums)
                RoundLines.Add(rounds._sums, sums);
        }
        if (broken > 0)
            remarks.Add($"{broken} {(broken == 1 ? "line" : "lines")} of {RoundsFiles.Current} cannot be read");
        return rounds;
    }

    private void AddDropped(string directory, List<string> remarks)
    {
        foreach ((string key, RoundSums sums) in DroppedRounds.Read(directory))
        {
            _sums.Add(key, sums);
            _all.Add(RecordedSums.OfDropped(sums));
        }
        long dropped = _all.Sum(sums => sums.Rounds);
        if (dropped > 0)
            remarks.Add(
                $"{dropped} {(dropped == 1 ? "round is" : "rounds are")} in the sums of {RoundsFiles.Dropped} only"
            );
    }

    private void Add(RoundFigures round)
    {
        if (Of(round.Sync, round.Fix) is not { } sums)
            _all.Add(sums = new RecordedSums(round.Sync, round.Fix));
        sums.Add(round);
    }
}
