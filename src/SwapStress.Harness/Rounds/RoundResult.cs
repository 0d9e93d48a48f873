using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Rounds;

/// <summary>One round of one strategy.</summary>
internal sealed record RoundResult
{
    /// <summary>Number of the round, from 0.</summary>
    public required int Round { get; init; }

    public required StrategyInfo Strategy { get; init; }

    /// <summary>When its workers were released.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>From the release of the workers until the last one was waited for.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Processor time of the whole process in that span, user and system: workers, swapper, and threads of the region.
    /// </summary>
    public required TimeSpan CpuTime { get; init; }

    /// <summary>The part of the round in which the process was stopped: latencies have it in them.</summary>
    public TimeSpan Suspended { get; init; }

    /// <summary>Workers that there were at once: threads.</summary>
    public required int Workers { get; init; }

    /// <summary>Waves in which they worked, if nothing stopped the round; 1 where each worker had a thread.</summary>
    public int Waves { get; init; } = 1;

    /// <summary>Additions that they did; an access that failed is none.</summary>
    public required long Updates { get; init; }

    /// <summary>What it can prove; a stopped or void round is checked just as exactly as any other.</summary>
    public required RoundStanding Standing { get; init; }

    /// <summary>Pages of the region.</summary>
    public required int PageCount { get; init; }

    /// <summary>Times that a page went out after the workers were released, of those in <see cref="Statistics"/>.</summary>
    public required long PagesOutWhileWorking { get; init; }

    /// <summary>
    /// What the region counted while workers and swapper ran; populating and checking are left out, except that
    /// <see cref="Counter.StaleInstalls"/> and events cover the whole round.
    /// </summary>
    public required Tally Statistics { get; init; }

    /// <summary>What the check of every page found.</summary>
    public required Verification Verification { get; init; }

    /// <summary>Whether its check found anything that a sound strategy must not have.</summary>
    public bool IsFaulty =>
        Verification.HasDataLoss || Verification.Defects > 0 || Statistics[Counter.StaleInstalls] > 0;

    /// <summary>From the release of the workers until the first update was lost; null if none was in this round.</summary>
    public TimeSpan? FirstLoss { get; init; }

    /// <summary>What led to the region's first losses, in this round or before, if it was recorded.</summary>
    public IReadOnlyList<LossWindow> LossWindows { get; init; } = [];

    /// <summary>All that is added up of it.</summary>
    public Tally Tally =>
        Statistics.With(
            (Counter.Rounds, 1),
            (Counter.CountedRounds, Standing == RoundStanding.Counted ? 1 : 0),
            (Counter.CountedRoundsWithLoss, Standing == RoundStanding.Counted && Verification.HasDataLoss ? 1 : 0),
            (Counter.WorkersRequested, Workers),
            (Counter.WorkersCreated, Workers),
            (Counter.Waves, Waves),
            (Counter.Updates, Updates),
            (Counter.LostUpdates, Verification.LostUpdates),
            (Counter.Misloads, Verification.Misloads.Count),
            (Counter.ReadFailures, Verification.ReadFailures.Count),
            (Counter.InjectedFailures, Verification.InjectedFailures.Count),
            (Counter.Defects, Verification.Defects),
            (Counter.Elapsed, Elapsed.Ticks),
            (Counter.CpuTime, CpuTime.Ticks),
            (Counter.Suspended, Suspended.Ticks),
            (Counter.FirstLoss, FirstLoss?.Ticks)
        );
}
