using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>One line of rounds.jsonl. What only a model can tell is null for a kernel.</summary>
internal sealed record RoundDocument
{
    /// <summary>Pages listed at most; the totals count all of them.</summary>
    public const int PagesMax = 64;

    public required int Round { get; init; }

    /// <summary>Null for the kernel.</summary>
    public required string? Sync { get; init; }

    /// <summary>"off" or "on" where the run shows a race; null elsewhere.</summary>
    public required string? Fix { get; init; }

    /// <summary>"counted", "void" or "stopped".</summary>
    public required string Standing { get; init; }
    public required DateTime StartedUtc { get; init; }
    public required double ElapsedSeconds { get; init; }
    public required double CpuSeconds { get; init; }

    /// <summary>Seconds in which the process was stopped: latencies have them in them.</summary>
    public required double SuspendedSeconds { get; init; }
    public required int Workers { get; init; }
    public required int Waves { get; init; }
    public required long Updates { get; init; }
    public required double UpdatesPerSecond { get; init; }
    public required long LostUpdates { get; init; }
    public required int Misloads { get; init; }
    public required int ReadFailures { get; init; }
    public required long? StaleInstalls { get; init; }
    public required long? SwapMapErrors { get; init; }
    public required CausesDocument? Events { get; init; }
    public required long MajorFaults { get; init; }
    public required long MinorFaults { get; init; }
    public required long? Refaults { get; init; }
    public required long SwapOuts { get; init; }
    public required long? FailedWrites { get; init; }

    /// <summary>As in run.json.</summary>
    public required InjectedDocument? Injected { get; init; }
    public required long? Waits { get; init; }
    public required long? WaitP99Ns { get; init; }
    public required LatencyDocument SwapinNs { get; init; }

    /// <summary>The distribution of the swap-ins, as <see cref="HistogramText"/> has it.</summary>
    public required string SwapinHistogram { get; init; }
    public required IReadOnlyList<PageDocument> Pages { get; init; }

    /// <summary>Everything that a resumed run adds up, exactly; the distribution of the swap-ins is above.</summary>
    public required StrategyResult Sums { get; init; }

    public static RoundDocument From(RoundResult round)
    {
        bool isModel = !round.Strategy.IsKernel;
        return new RoundDocument
        {
            Round = round.Round,
            Sync = isModel ? round.Strategy.Name : null,
            Fix = round.Strategy.Fix,
            Standing = RoundStandings.NameOf(round.Standing),
            StartedUtc = round.StartedUtc.UtcDateTime,
            ElapsedSeconds = Math.Round(round.Elapsed.TotalSeconds, 6),
            CpuSeconds = Math.Round(round.CpuTime.TotalSeconds, 6),
            SuspendedSeconds = Math.Round(round.Suspended.TotalSeconds, 6),
            Workers = round.Workers,
            Waves = round.Waves,
            Updates = round.Updates,
            UpdatesPerSecond = Math.Round(round.UpdatesPerSecond, 1),
            LostUpdates = round.Verification.LostUpdates,
            Misloads = round.Verification.Misloads.Count,
            ReadFailures = round.Verification.ReadFailures.Count,
            StaleInstalls = round.Statistics.StaleInstalls,
            SwapMapErrors = round.Statistics.SwapMapErrors,
            Events = CausesDocument.From(round.Statistics.Events),
            MajorFaults = round.Statistics.MajorFaults,
            MinorFaults = round.Statistics.MinorFaults,
            Refaults = round.Statistics.Refaults,
            SwapOuts = round.Statistics.SwapOuts,
            FailedWrites = round.Statistics.FailedWrites,
            Injected = round.Statistics.Injected is { } injected
                ? InjectedDocument.From(injected, round.Verification.InjectedFailures.Count)
                : null,
            Waits = isModel ? round.Statistics.SwapIn.Wait.Count : null,
            WaitP99Ns = round.Statistics.SwapIn.Wait is { Count: > 0 } wait ? wait.PercentileNs(99) : null,
            SwapinNs = LatencyDocument.From(round.Statistics.SwapIn.Total),
            SwapinHistogram = HistogramText.Encode(round.Statistics.SwapIn.Total),
            Pages = round.Verification.Pages.Take(PagesMax).Select(page => PageDocument.From(page)).ToArray(),
            Sums = RoundLines.WithTotal(StrategyResult.Of(round), HistogramSnapshot.Empty),
        };
    }
}

/// <summary>A page whose counter is wrong.</summary>
internal sealed record PageDocument(long Offset, long Expected, long Got, long? Foretold, CausesDocument? Causes)
{
    public static PageDocument From(PageFinding page) =>
        new(page.Offset, page.Expected, page.Got, page.Foretold, CausesDocument.From(page.Causes));
}
