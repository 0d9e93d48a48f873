using SwapStress.Harness.Figures;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>The rounds of one contender, added up.</summary>
/// <param name="sync">The strategy; null for the kernel.</param>
/// <param name="fix">"off" or "on" in a race; else null.</param>
internal sealed class RecordedSums(string? sync, string? fix)
{
    private readonly List<(long Lost, long MajorFaults)> _losses = [];
    private readonly List<RecordedLoss> _lossByRound = [];
    private readonly List<RecordedMoment> _moments = [];
    private long _last = -1;
    private Tally _tally = new();
    private double _elapsedSeconds;

    public string? Sync => sync;

    public string? Fix => fix;

    /// <summary>How many there are.</summary>
    public long Rounds => _tally.Count(Counter.Rounds);

    /// <summary>Lost updates and major faults of each round that is evidence; dropped rounds are one.</summary>
    public IReadOnlyCollection<(long Lost, long MajorFaults)> Losses => _losses;

    /// <summary>What each round lost, without those that were dropped.</summary>
    public IReadOnlyList<RecordedLoss> LossByRound => _lossByRound;

    /// <summary>The latency of each round, without those that were dropped.</summary>
    public IReadOnlyList<RecordedMoment> Moments => _moments;

    /// <summary>What is left of dropped rounds.</summary>
    public static RecordedSums OfDropped(RoundSums dropped)
    {
        var sums = new RecordedSums(dropped.Sync, dropped.Fix)
        {
            _last = dropped.LastRound,
            _tally = dropped.Tally,
            _elapsedSeconds = new TimeSpan(dropped.Tally.Count(Counter.Elapsed)).TotalSeconds,
        };
        // Of sums alone the rounds that are none cannot be left out.
        if (dropped.Tally[Counter.CountedRounds] == dropped.Tally[Counter.Rounds])
            sums._losses.Add(LossOf(dropped.Tally));
        return sums;
    }

    /// <summary>
    /// Adds a round, unless it is there: a kill can leave dropped rounds twice, and a rotation can show a file twice.
    /// </summary>
    public void Add(RoundFigures round)
    {
        if (round.Round <= _last)
            return;
        _last = round.Round;
        _tally = _tally.Plus(round.Tally);
        _elapsedSeconds += round.ElapsedSeconds;
        (long lost, long faults) = LossOf(round.Tally);
        if (round.IsEvidence)
            _losses.Add((lost, faults));
        _lossByRound.Add(new RecordedLoss(round.Round, lost, round.Tally.Count(Counter.Misloads)));
        if (round.Moment is { } moment)
            _moments.Add(new RecordedMoment(moment.AtUtc, moment.P50Ns, moment.P99Ns));
    }

    /// <summary>The contender of a run that did not come to its end.</summary>
    public RecordedContender ToContender(string label, RecordedFigures? figures) =>
        new()
        {
            Label = label,
            Sync = sync,
            Fix = fix,
            Checked = RecordedContender.Check(_tally, _elapsedSeconds),
            Figures = figures,
            Percentiles = RecordedPercentiles.Of(_tally.Latencies[Latency.Total]),
            LossByRound = _lossByRound,
            Moments = _moments,
            LossRate = LossRate.Of(_losses),
        };

    private static (long Lost, long MajorFaults) LossOf(Tally tally) =>
        (tally.Count(Counter.LostUpdates), tally.Count(Counter.MajorFaults));
}
