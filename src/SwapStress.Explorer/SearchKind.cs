namespace SwapStress.Explorer;

/// <summary>How schedules are chosen.</summary>
public enum SearchKind
{
    /// <summary>Every one within the bound of preemptions, fewest preemptions first.</summary>
    DepthFirst,

    /// <summary>Random priorities with random changes.</summary>
    Pct,

    /// <summary>Random choices.</summary>
    RandomWalk,
}
