namespace SwapStress.Harness.Losses;

/// <summary>A line of an interleaving, before it is laid out.</summary>
/// <param name="ThreadId">Whose column it is in.</param>
/// <param name="TimeNs">When, or null for a remark.</param>
internal readonly record struct InterleavingRow(int ThreadId, long? TimeNs, string Text);
