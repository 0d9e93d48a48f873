namespace SwapStress.Harness.Figures;

/// <summary>How two counts of one thing, an earlier and a later one, are added.</summary>
internal enum CounterKind
{
    /// <summary>Their sum; since the earlier one, their difference.</summary>
    Sum,

    /// <summary>What is there now: the later one.</summary>
    Level,

    /// <summary>The larger one.</summary>
    Max,

    /// <summary>What was decided before: the earlier one.</summary>
    Setting,

    /// <summary>A moment of <see cref="Counter.Elapsed"/>: the earlier one, else the later one after all that came before it.</summary>
    Moment,
}

/// <summary>What a counter's numbers are.</summary>
internal enum CounterType
{
    Count,

    /// <summary>A count of 32 bits.</summary>
    Small,

    /// <summary>Time, in ticks.</summary>
    Time,
}

/// <summary>Who counts something, also where there is nothing yet.</summary>
internal enum CountedBy
{
    Some,
    Models,
    Everyone,
}
