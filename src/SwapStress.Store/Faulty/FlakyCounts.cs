namespace SwapStress.Store.Faulty;

/// <summary>What a device has done on purpose, in requests.</summary>
/// <param name="ReadErrors">Reads that failed.</param>
/// <param name="WriteErrors">Writes that failed.</param>
/// <param name="NoSpace">Writes that found the store full.</param>
/// <param name="SlowReads">Reads that took longer.</param>
public readonly record struct FlakyCounts(long ReadErrors, long WriteErrors, long NoSpace, long SlowReads)
{
    /// <summary>All failures, slow reads included.</summary>
    public long Total => ReadErrors + WriteErrors + NoSpace + SlowReads;

    /// <summary>Both together.</summary>
    public FlakyCounts Plus(FlakyCounts other) =>
        new(
            ReadErrors + other.ReadErrors,
            WriteErrors + other.WriteErrors,
            NoSpace + other.NoSpace,
            SlowReads + other.SlowReads
        );

    /// <summary>What was done since <paramref name="earlier"/>.</summary>
    public FlakyCounts Since(FlakyCounts earlier) =>
        new(
            ReadErrors - earlier.ReadErrors,
            WriteErrors - earlier.WriteErrors,
            NoSpace - earlier.NoSpace,
            SlowReads - earlier.SlowReads
        );
}
