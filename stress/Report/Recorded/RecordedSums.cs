using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;

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
    private long _workers;
    private long _updates;
    private long _lostUpdates;
    private long _majorFaults;
    private long _misloads;
    private double _elapsedSeconds;
    private HistogramSnapshot? _swapIn;

    public string? Sync => sync;

    public string? Fix => fix;

    /// <summary>How many there are.</summary>
    public int Rounds { get; private set; }

    /// <summary>Lost updates and major faults of each round that is evidence; dropped rounds are one.</summary>
    public IReadOnlyCollection<(long Lost, long MajorFaults)> Losses => _losses;

    /// <summary>What each round lost, without those that were dropped.</summary>
    public IReadOnlyList<RecordedLoss> LossByRound => _lossByRound;

    /// <summary>The latency of each round, without those that were dropped.</summary>
    public IReadOnlyList<RecordedMoment> Moments => _moments;

    /// <summary>What is left of dropped rounds.</summary>
    public static RecordedSums OfDropped(RoundSums dropped)
    {
        StrategyResult result = dropped.Result;
        var sums = new RecordedSums(dropped.Sync, dropped.Fix)
        {
            _last = dropped.LastRound,
            Rounds = result.Rounds,
            _workers = result.WorkersCreated,
            _updates = result.Updates,
            _lostUpdates = result.LostUpdates,
            _majorFaults = result.Statistics.MajorFaults,
            _misloads = result.Misloads,
            _elapsedSeconds = result.Elapsed.TotalSeconds,
            _swapIn = result.Statistics.SwapIn.Total,
        };
        // Of sums alone the rounds that are none cannot be left out.
        if (result.CountedRounds == result.Rounds)
            sums._losses.Add((result.LostUpdates, result.Statistics.MajorFaults));
        return sums;
    }

    /// <summary>
    /// Adds a round, unless it is there: a kill can leave dropped rounds twice, and a rotation can show a file twice.
    /// </summary>
    public void Add(RecordedRound round)
    {
        if (round.Round <= _last)
            return;
        _last = round.Round;
        Rounds++;
        _workers = Math.Max(_workers, round.Workers);
        _updates += round.Updates;
        _misloads += round.Misloads;
        _elapsedSeconds += round.ElapsedSeconds;
        _lostUpdates += round.LostUpdates;
        _majorFaults += round.MajorFaults;
        if (round.IsEvidence)
            _losses.Add((round.LostUpdates, round.MajorFaults));
        _lossByRound.Add(new RecordedLoss(round.Round, round.LostUpdates, round.Misloads));
        if (round.Moment is { } moment)
            _moments.Add(moment);
        _swapIn = round.SwapIn is { } latency ? _swapIn?.Plus(latency) ?? latency : _swapIn;
    }

    /// <summary>The contender of a run that did not come to its end.</summary>
    public RecordedContender ToContender(string label) =>
        new()
        {
            Label = label,
            Rounds = Rounds,
            Workers = _workers,
            Updates = _updates,
            LostUpdates = _lostUpdates,
            Misloads = _misloads,
            MajorFaults = _majorFaults,
            ElapsedSeconds = _elapsedSeconds,
            SwapIn = RecordedLatency.From(_swapIn),
            Percentiles = RecordedPercentiles.Of(_swapIn),
            LossByRound = _lossByRound,
            Moments = _moments,
            Sync = sync,
            Fix = fix,
            LossRate = LossRate.Of(_losses),
        };
}
