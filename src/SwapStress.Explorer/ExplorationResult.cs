using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;

namespace SwapStress.Explorer;

/// <summary>What a search came to.</summary>
internal sealed record ExplorationResult
{
    /// <summary>The program.</summary>
    public required ExploredProgram Program { get; init; }

    /// <summary>Schedules run.</summary>
    public required long Schedules { get; init; }

    /// <summary>Whether every schedule within the bound was run.</summary>
    public required bool IsExhausted { get; init; }

    /// <summary>The bound of preemptions that <see cref="IsExhausted"/> speaks of; null for random searches.</summary>
    public required int? PreemptionBound { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How often each outcome came, by its text.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>Whether everything was accounted for after every schedule (<see cref="SearchOptions.ChecksInFull"/>).</summary>
    public required bool ChecksInFull { get; init; }

    /// <summary>The first bad outcome, or null.</summary>
    public Outcome? Bad { get; init; }

    /// <summary>The schedule that leads to it, with as few preemptions as could be found.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Preemptions of that schedule.</summary>
    public int Preemptions { get; init; }

    /// <summary>Schedules a second.</summary>
    public double SchedulesPerSecond => Elapsed > TimeSpan.Zero ? Schedules / Elapsed.TotalSeconds : 0;
}
