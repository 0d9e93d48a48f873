using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>One strategy of run.json, or the kernel: then what only a model can tell is null.</summary>
internal sealed record StrategyDocument
{
    /// <summary>Null for the kernel.</summary>
    public required string? Sync { get; init; }

    /// <summary>"off" or "on" where the run shows a race; null elsewhere.</summary>
    public required string? Fix { get; init; }
    public required int Rounds { get; init; }

    /// <summary>Rounds that are evidence, those of them that lost data, and the others by what they are.</summary>
    public required int CountedRounds { get; init; }
    public required int CountedRoundsWithLoss { get; init; }
    public required int VoidRounds { get; init; }
    public required int StoppedRounds { get; init; }
    public required int WorkersRequested { get; init; }

    /// <summary>Threads that existed at once.</summary>
    public required int WorkersCreated { get; init; }

    /// <summary>Waves of a round; 1 where each worker had a thread of its own.</summary>
    public required int Waves { get; init; }
    public required long Updates { get; init; }
    public required long LostUpdates { get; init; }
    public required long Misloads { get; init; }
    public required long ReadFailures { get; init; }

    /// <summary>Null without checksums.</summary>
    public required long? ChecksumErrors { get; init; }
    public required long? StaleInstalls { get; init; }
    public required long? SwapMapErrors { get; init; }
    public required CausesDocument? Events { get; init; }
    public required long MajorFaults { get; init; }
    public required long MinorFaults { get; init; }
    public required long? Refaults { get; init; }
    public required long SwapOuts { get; init; }

    /// <summary>Writes that the device refused or failed.</summary>
    public required long? FailedWrites { get; init; }

    /// <summary>What the device did on purpose; null where it does nothing.</summary>
    public required InjectedDocument? Injected { get; init; }
    public required double ElapsedSeconds { get; init; }
    public required double CpuSeconds { get; init; }

    /// <summary>Seconds in which the process was stopped: latencies have them in them.</summary>
    public required double SuspendedSeconds { get; init; }
    public required double UpdatesPerSecond { get; init; }
    public required LatencyDocument SwapinNs { get; init; }
    public required PhasesDocument? PhasesNs { get; init; }

    /// <summary>Null for a device that does not compress; of a kernel, its mm_stat if its swap is one zram device.</summary>
    public required ZramDocument? Zram { get; init; }

    /// <summary>
    /// The size classes in use when the workers of the last round were done; null without a pool of the model, and in the
    /// sums of a run that was killed.
    /// </summary>
    public required IReadOnlyList<SizeClassDocument>? SizeClasses { get; init; }

    /// <summary>Null where nothing is recompressed.</summary>
    public required RecompressionDocument? Recompression { get; init; }

    /// <summary>Null without a backing file.</summary>
    public required BdStatDocument? BdStat { get; init; }

    /// <summary>Null without zswap.</summary>
    public required ZswapDocument? Zswap { get; init; }

    /// <summary>
    /// Seconds of this strategy's own rounds, workers running, until its first lost update; null if none was lost.
    /// </summary>
    public required double? FirstLossSeconds { get; init; }

    public static StrategyDocument From(StrategyResult result, bool isZram, ZramSettings settings)
    {
        RegionStatistics statistics = result.Statistics;
        bool isModel = !result.Strategy.IsKernel;
        return new StrategyDocument
        {
            Sync = isModel ? result.Strategy.Name : null,
            Fix = result.Strategy.Fix,
            Rounds = result.Rounds,
            CountedRounds = result.CountedRounds,
            CountedRoundsWithLoss = result.CountedRoundsWithLoss,
            VoidRounds = result.Void.Rounds,
            StoppedRounds = result.StoppedRounds,
            WorkersRequested = result.WorkersRequested,
            WorkersCreated = result.WorkersCreated,
            Waves = result.Waves,
            Updates = result.Updates,
            LostUpdates = result.LostUpdates,
            Misloads = result.Misloads,
            ReadFailures = result.ReadFailures,
            ChecksumErrors = statistics.ChecksumErrors,
            StaleInstalls = statistics.StaleInstalls,
            SwapMapErrors = statistics.SwapMapErrors,
            Events = CausesDocument.From(statistics.Events),
            MajorFaults = statistics.MajorFaults,
            MinorFaults = statistics.MinorFaults,
            Refaults = statistics.Refaults,
            SwapOuts = statistics.SwapOuts,
            FailedWrites = statistics.FailedWrites,
            Injected = statistics.Injected is { } injected
                ? InjectedDocument.From(injected, result.InjectedFailures)
                : null,
            ElapsedSeconds = Seconds(result.Elapsed),
            CpuSeconds = Seconds(result.CpuTime),
            SuspendedSeconds = Seconds(result.Suspended),
            UpdatesPerSecond = Math.Round(result.UpdatesPerSecond, 1),
            SwapinNs = LatencyDocument.From(statistics.SwapIn.Total),
            PhasesNs = isModel ? PhasesDocument.From(statistics.SwapIn) : null,
            Zram = isZram && statistics.Device is { } device ? ZramDocument.From(device) : null,
            SizeClasses = SizeClassDocument.From(statistics.SizeClasses),
            Recompression =
                settings.Recompress is null || statistics.ZramActivity is not { } recompressed
                    ? null
                    : RecompressionDocument.From(recompressed),
            BdStat =
                settings.BackingFile is null || statistics.ZramActivity is not { } written
                    ? null
                    : BdStatDocument.From(written),
            Zswap = statistics.Zswap is { } zswap ? ZswapDocument.From(zswap) : null,
            FirstLossSeconds = result.FirstLoss is { } firstLoss ? Seconds(firstLoss) : null,
        };
    }

    private static double Seconds(TimeSpan duration) => Math.Round(duration.TotalSeconds, 6);
}
