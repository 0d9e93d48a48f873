using SwapStress.Paging.Fault;
using SwapStress.Paging.Zswap;

namespace SwapStress.Paging;

/// <summary>What an <see cref="AddressSpace"/> is made of.</summary>
public sealed record AddressSpaceOptions
{
    /// <summary>Pages of the region; at least 1.</summary>
    public required int PageCount { get; init; }

    /// <summary>How swap-ins are synchronised.</summary>
    public required SwapInSync Sync { get; init; }

    /// <summary>Ticks in a second (CONFIG_HZ): how long "one tick" is.</summary>
    public int Hz { get; init; } = 250;

    /// <summary>
    /// Threads that may fault at the same time. Each can hold frames besides the mapped and the cached ones; frames
    /// that are never used cost no memory.
    /// </summary>
    public int ThreadCount { get; init; } = 1024;

    /// <summary>The compressed cache in front of the device; null for none.</summary>
    public ZswapOptions? Zswap { get; init; }
}
