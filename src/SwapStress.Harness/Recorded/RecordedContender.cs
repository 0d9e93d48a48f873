namespace SwapStress.Harness.Recorded;

/// <summary>A strategy of a recorded run, or the kernel that it ran on.</summary>
public sealed record RecordedContender
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
}
