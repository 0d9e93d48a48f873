namespace SwapStress.Store.Faulty;

/// <summary>How often a device fails on purpose: of a hundred requests each, from 0 to 100.</summary>
public sealed record FlakyOptions
{
    /// <summary>Reads that fail (<c>BLK_STS_IOERR</c>); the data stays.</summary>
    public double ReadErrorPercent { get; init; }

    /// <summary>Writes that fail (<c>BLK_STS_IOERR</c>); the slot keeps what it held.</summary>
    public double WriteErrorPercent { get; init; }

    /// <summary>Writes that find the store full (<c>BLK_STS_NOSPC</c>).</summary>
    public double NoSpacePercent { get; init; }

    /// <summary>Reads that take <see cref="SlowReadNs"/> longer.</summary>
    public double SlowReadPercent { get; init; }

    /// <summary>How much longer, in nanoseconds; the thread sleeps.</summary>
    public long SlowReadNs { get; init; } = SlowReadNsDefault;

    /// <summary>What decides which requests: the same seed fails the same numbers of the requests.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>10 ms: a device that retries.</summary>
    public const long SlowReadNsDefault = 10_000_000;

    /// <summary>Whether anything can fail.</summary>
    public bool IsAny => ReadErrorPercent > 0 || WriteErrorPercent > 0 || NoSpacePercent > 0 || SlowReadPercent > 0;
}
