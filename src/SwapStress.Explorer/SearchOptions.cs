namespace SwapStress.Explorer;

/// <summary>How far a search goes.</summary>
internal sealed record SearchOptions
{
    /// <summary>How schedules are chosen.</summary>
    public SearchKind Kind { get; init; } = SearchKind.DepthFirst;

    /// <summary>Preemptions at most; for the depth-first search.</summary>
    public int PreemptionsMax { get; init; } = 3;

    /// <summary>The depth of PCT.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>The seed of random choices.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Schedules at most; 0 for no limit.</summary>
    public long SchedulesMax { get; init; }

    /// <summary>How long at most; null for as long as it takes.</summary>
    public TimeSpan? DurationMax { get; init; }

    /// <summary>
    /// Whether everything is accounted for after every schedule, or only after those of which something else shows that
    /// anything is wrong (<see cref="Programs.ProgramRunner"/>).
    /// </summary>
    public bool ChecksInFull { get; init; }

    /// <summary>Cuts the search when it is cancelled.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Whether the first schedule with a bad outcome ends the search.</summary>
    public bool StopsAtFirst { get; init; } = true;
}
