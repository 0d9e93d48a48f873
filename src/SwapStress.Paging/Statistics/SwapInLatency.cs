using SwapStress.Primitives.Latency;

namespace SwapStress.Paging.Statistics;

/// <summary>
/// How long swap-ins take, in nanoseconds. A swap-in is what an access goes through from the fault on a swap entry
/// until its page can be used, all refaults included; whether it read the page itself or waited for another thread
/// that did, the access was held up as long.
/// </summary>
internal sealed class SwapInLatency
{
    /// <summary>Whole swap-ins, winners and losers.</summary>
    public LatencyHistogram Total { get; } = new();

    /// <summary>
    /// Of the swap-ins that waited for another thread (ticks slept, folio locks): how long in sum. One that did not
    /// wait is not in here, so the count says how many did.
    /// </summary>
    public LatencyHistogram Wait { get; } = new();

    /// <summary>
    /// Of one in eight of the swap-ins whose own read was installed, taken at random: from the fault to the end of the
    /// read, less the waiting. Decompression and read delay are in it. (A look at the clock takes as long as four
    /// atomic operations; the whole is timed always.)
    /// </summary>
    public LatencyHistogram Read { get; } = new();

    /// <summary>Of the same: from the end of the read until the page can be used. The three parts add up to the whole.</summary>
    public LatencyHistogram Install { get; } = new();
}
