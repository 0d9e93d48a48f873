namespace SwapStress.Races;

/// <summary>
/// A run, as far as it matters to a race. Null leaves an option to the run's own default, except where a member says
/// otherwise. The user's own options come before these.
/// </summary>
internal sealed record RaceConfiguration
{
    /// <summary>The strategy that synchronises swap-ins; null where the race's fix is one.</summary>
    public string? Sync { get; init; }

    /// <summary>The swap device: zram or brd.</summary>
    public string? Device { get; init; }

    /// <summary>Bytes of the region.</summary>
    public long? RegionBytes { get; init; }

    /// <summary>Worker threads.</summary>
    public int? Threads { get; init; }

    /// <summary>Pause after each read of the device, in nanoseconds.</summary>
    public long? ReadDelayNs { get; init; }

    /// <summary>Each worker's sleep before each page, in nanoseconds.</summary>
    public long? StepDelayNs { get; init; }

    /// <summary>
    /// zswap in front of the device, and how much of the region's size its pool may take, in percent; null for no zswap.
    /// </summary>
    public int? ZswapMaxPoolPercent { get; init; }

    /// <summary>Pause of zswap's shrinker between picking an entry and claiming its slot, in nanoseconds.</summary>
    public long? ZswapWritebackDelayNs { get; init; }

    /// <summary>Threads that write pages to the device; 0 for who reclaims them.</summary>
    public int? IoThreads { get; init; }

    /// <summary>How many of a hundred allocations that may not wait zram's pool refuses.</summary>
    public double? FailPoolAllocPercent { get; init; }

    /// <summary>What fills the pages, as <c>--content</c> spells it.</summary>
    public string? Content { get; init; }

    /// <summary>Whether workers also fill a line of the page with bytes that do not compress.</summary>
    public bool? FillsPages { get; init; }
}
