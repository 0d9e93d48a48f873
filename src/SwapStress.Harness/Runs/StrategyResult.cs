using System.Text.Json.Serialization;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>The rounds of one strategy, added up.</summary>
internal sealed record StrategyResult
{
    /// <summary>The strategy.</summary>
    public required StrategyInfo Strategy { get; init; }

    /// <summary>Rounds that were checked, a stopped one included.</summary>
    public int Rounds { get; init; }

    /// <summary>Those of them that are evidence (<see cref="RoundStanding.Counted"/>).</summary>
    public int CountedRounds { get; init; }

    /// <summary>Of these, those that lost data.</summary>
    public int CountedRoundsWithLoss { get; init; }

    /// <summary>What the void ones did, which is in the sums and in no rate.</summary>
    public VoidTally Void { get; init; }

    /// <summary>Rounds that did not come to their end.</summary>
    public int StoppedRounds => Rounds - CountedRounds - Void.Rounds;

    /// <summary>Workers asked for.</summary>
    public required int WorkersRequested { get; init; }

    /// <summary>Workers that there were at once: threads that were started.</summary>
    public required int WorkersCreated { get; init; }

    /// <summary>Waves of a round; 1 where each worker had a thread of its own.</summary>
    public int Waves { get; init; } = 1;

    /// <summary>Additions.</summary>
    public long Updates { get; init; }

    /// <summary>Additions that are missing.</summary>
    public long LostUpdates { get; init; }

    /// <summary>Pages misloaded, each counted once a round.</summary>
    public long Misloads { get; init; }

    /// <summary>Pages that could not be read, each counted once a round.</summary>
    public long ReadFailures { get; init; }

    /// <summary>
    /// Pages that for a while could not be read because the device failed on purpose, each counted once a round; no loss.
    /// </summary>
    public long InjectedFailures { get; init; }

    /// <summary>Findings that contradict the oracle, and violations of the region's accounting.</summary>
    public long Defects { get; init; }

    /// <summary>What the regions counted.</summary>
    /// <remarks>A file must have it: what reads one knows nothing of the value here, and would leave null.</remarks>
    [JsonRequired]
    public RegionStatistics Statistics { get; init; } = RegionStatistics.Zero;

    /// <summary>Time during which workers ran.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Processor time of the process in the meantime.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Time in which the process was stopped, in these rounds: latencies have it in them.</summary>
    public TimeSpan Suspended { get; init; }

    /// <summary>Additions in each second of the rounds that are not void; 0 without one.</summary>
    public double UpdatesPerSecond => PerSecond(Updates - Void.Updates);

    /// <summary>Swap-ins in each second of the same.</summary>
    public double SwapInsPerSecond => PerSecond(Statistics.SwapIn.Total.Count - Void.SwapIns);

    /// <summary>
    /// The part of <see cref="Elapsed"/> before the first loss, so that strategies that take turns are comparable; null
    /// if nothing was lost.
    /// </summary>
    public TimeSpan? FirstLoss { get; init; }

    /// <summary>
    /// Whether its rounds prove something: that it loses, because it did, or that it does not, because rounds that count
    /// lost nothing.
    /// </summary>
    public bool HasEvidence => HasDataLoss || (!Strategy.IsControl && CountedRounds > 0);

    /// <summary>Whether an update was lost, or a page misloaded or unreadable.</summary>
    public bool HasDataLoss => LostUpdates > 0 || Misloads > 0 || ReadFailures > 0;

    /// <summary>One round by itself.</summary>
    public static StrategyResult Of(RoundResult round)
    {
        Verification verification = round.Verification;
        bool isCounted = round.Standing == RoundStanding.Counted;
        return new StrategyResult
        {
            Strategy = round.Strategy,
            WorkersRequested = round.Workers,
            WorkersCreated = round.Workers,
            Waves = round.Waves,
            Rounds = 1,
            CountedRounds = isCounted ? 1 : 0,
            CountedRoundsWithLoss = isCounted && verification.HasDataLoss ? 1 : 0,
            Void = round.Standing == RoundStanding.Void ? VoidTally.Of(round) : default,
            Updates = round.Updates,
            LostUpdates = verification.LostUpdates,
            Misloads = verification.Misloads.Count,
            ReadFailures = verification.ReadFailures.Count,
            InjectedFailures = verification.InjectedFailures.Count,
            Defects = verification.Defects,
            Statistics = round.Statistics,
            Elapsed = round.Elapsed,
            CpuTime = round.CpuTime,
            Suspended = round.Suspended,
            FirstLoss = round.FirstLoss,
        };
    }

    /// <summary>With one more round.</summary>
    public StrategyResult Plus(RoundResult round) => Plus(Of(round));

    /// <summary>With rounds that came later; strategy, workers and waves stay.</summary>
    public StrategyResult Plus(StrategyResult later) =>
        this with
        {
            Rounds = Rounds + later.Rounds,
            CountedRounds = CountedRounds + later.CountedRounds,
            CountedRoundsWithLoss = CountedRoundsWithLoss + later.CountedRoundsWithLoss,
            Void = Void.Plus(later.Void),
            Updates = Updates + later.Updates,
            LostUpdates = LostUpdates + later.LostUpdates,
            Misloads = Misloads + later.Misloads,
            ReadFailures = ReadFailures + later.ReadFailures,
            InjectedFailures = InjectedFailures + later.InjectedFailures,
            Defects = Defects + later.Defects,
            Statistics = Statistics.Plus(later.Statistics),
            Elapsed = Elapsed + later.Elapsed,
            CpuTime = CpuTime + later.CpuTime,
            Suspended = Suspended + later.Suspended,
            FirstLoss = FirstLoss ?? (Elapsed + later.FirstLoss),
        };

    private double PerSecond(long count) => Elapsed > Void.Elapsed ? count / (Elapsed - Void.Elapsed).TotalSeconds : 0;
}
