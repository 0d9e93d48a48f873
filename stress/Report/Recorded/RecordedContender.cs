namespace SwapStress.Stress.Report.Recorded;

/// <summary>A strategy of a recorded run, or the kernel that it ran on.</summary>
internal sealed record RecordedContender
{
    /// <summary>"prepare-tick", "cached (fix off)", or "kernel 6.12.1".</summary>
    public required string Label { get; init; }

    /// <summary>Rounds that are there.</summary>
    public required int Rounds { get; init; }

    /// <summary>Workers of each round.</summary>
    public required long Workers { get; init; }

    /// <summary>Additions.</summary>
    public required long Updates { get; init; }

    /// <summary>Additions that are missing.</summary>
    public required long LostUpdates { get; init; }

    /// <summary>Pages that held another page's data, or zeros.</summary>
    public required long Misloads { get; init; }

    /// <summary>Faults that read the device.</summary>
    public required long MajorFaults { get; init; }

    /// <summary>Seconds during which workers ran.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>How long swap-ins took; null where the run did not come to its end.</summary>
    public RecordedLatency? SwapIn { get; init; }

    /// <summary>Losses by major faults; null without major faults.</summary>
    public LossRate? LossRate { get; init; }

    /// <summary>The strategy as results name it; null for a kernel.</summary>
    public string? Sync { get; init; }

    /// <summary>"off" or "on" in a race; else null.</summary>
    public string? Fix { get; init; }

    /// <summary>All its figures; null where a run that did not come to its end has lines of another version only.</summary>
    public RecordedFigures? Figures { get; init; }

    /// <summary>The distribution of its swap-ins, ascending; empty without any.</summary>
    public IReadOnlyList<RecordedPercentile> Percentiles { get; init; } = [];

    /// <summary>Its latency over time: by intervals where there are some, else by rounds.</summary>
    public IReadOnlyList<RecordedMoment> Moments { get; init; } = [];

    /// <summary>What its rounds lost, as far as their lines are there.</summary>
    public IReadOnlyList<RecordedLoss> LossByRound { get; init; } = [];
}
