namespace SwapStress.Harness.Rounds;

/// <summary>Counts the pages that many threads have dealt with.</summary>
internal sealed class PageTally
{
    private long _count;

    /// <summary>So far.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>One more.</summary>
    public void Add() => Interlocked.Increment(ref _count);
}
