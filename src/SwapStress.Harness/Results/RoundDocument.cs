using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Results;

/// <summary>One line of rounds.jsonl.</summary>
internal sealed record RoundDocument
{
    /// <summary>Pages listed at most; the totals count all of them.</summary>
    public const int PagesMax = 64;

    public required int Round { get; init; }
    public required string Sync { get; init; }

    /// <summary>"off" or "on" where the run shows a race; null elsewhere.</summary>
    public required string? Fix { get; init; }
    public required DateTime StartedUtc { get; init; }
    public required double ElapsedSeconds { get; init; }
    public required int Workers { get; init; }
    public required long Updates { get; init; }
    public required long LostUpdates { get; init; }
    public required int Misloads { get; init; }
    public required long StaleInstalls { get; init; }
    public required long MajorFaults { get; init; }
    public required long Refaults { get; init; }
    public required long SwapOuts { get; init; }
    public required IReadOnlyList<PageDocument> Pages { get; init; }

    public static RoundDocument From(RoundResult round) =>
        new()
        {
            Round = round.Round,
            Sync = round.Strategy.Name,
            Fix = round.Strategy.Fix,
            StartedUtc = round.StartedUtc.UtcDateTime,
            ElapsedSeconds = Math.Round(round.Elapsed.TotalSeconds, 6),
            Workers = round.Workers,
            Updates = round.Updates,
            LostUpdates = round.Verification.LostUpdates,
            Misloads = round.Verification.Misloads.Count,
            StaleInstalls = round.Statistics.StaleInstalls,
            MajorFaults = round.Statistics.MajorFaults,
            Refaults = round.Statistics.Refaults,
            SwapOuts = round.Statistics.SwapOuts,
            Pages = round
                .Verification.Pages.Take(PagesMax)
                .Select(page => new PageDocument(page.Offset, page.Expected, page.Got, page.Foretold))
                .ToArray(),
        };
}

/// <summary>A page whose counter is wrong.</summary>
internal sealed record PageDocument(long Offset, long Expected, long Got, long Foretold);
