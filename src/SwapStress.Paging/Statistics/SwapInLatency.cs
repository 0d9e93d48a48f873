using SwapStress.Primitives.Latency;

namespace SwapStress.Paging.Statistics;

/// <summary>
/// How long swap-ins take, in nanoseconds. A swap-in is what an access goes through from the fault on a swap entry
/// until its page can be used, all refaults included; whether it read the page itself or waited for another thread
/// that did, the access was held up as long.
/// </summary>
public sealed class SwapInLatency
{
    /// <summary>Whole swap-ins, winners and losers.</summary>
    public LatencyHistogram Total { get; } = new();

    /// <summary>The part of each swap-in spent waiting for another thread: ticks slept and folio locks.</summary>
    public LatencyHistogram Wait { get; } = new();

    /// <summary>Device reads, decompression and read delay included; one for each major fault.</summary>
    public LatencyHistogram Read { get; } = new();

    /// <summary>From the end of the read to the PTE; one for each major fault that installed its page.</summary>
    public LatencyHistogram Install { get; } = new();
}
