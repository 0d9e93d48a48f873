using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Regions;

/// <summary>How long swap-ins took, in nanoseconds, whole and by phase.</summary>
/// <param name="Total">From the first fault of an access until it could use the page, refaults included.</param>
/// <param name="Wait">Of those that waited: for other faults, or for reclaim.</param>
/// <param name="Read">Of those whose own read was mapped: up to the end of the read, less the waiting.</param>
/// <param name="Install">Of the same: from the end of the read on, less the waiting.</param>
internal sealed record SwapInLatency(
    HistogramSnapshot Total,
    HistogramSnapshot Wait,
    HistogramSnapshot Read,
    HistogramSnapshot Install
)
{
    /// <summary>No swap-ins.</summary>
    public static SwapInLatency Empty { get; } =
        new(HistogramSnapshot.Empty, HistogramSnapshot.Empty, HistogramSnapshot.Empty, HistogramSnapshot.Empty);

    /// <summary>What was recorded since <paramref name="earlier"/>.</summary>
    public SwapInLatency Since(SwapInLatency earlier) =>
        new(
            Total.Since(earlier.Total),
            Wait.Since(earlier.Wait),
            Read.Since(earlier.Read),
            Install.Since(earlier.Install)
        );

    /// <summary>Both together.</summary>
    public SwapInLatency Plus(SwapInLatency other) =>
        new(Total.Plus(other.Total), Wait.Plus(other.Wait), Read.Plus(other.Read), Install.Plus(other.Install));
}
