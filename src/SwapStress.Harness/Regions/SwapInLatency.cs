using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Regions;

/// <summary>How long swap-ins took, in nanoseconds, whole and by phase.</summary>
/// <param name="Total">From the fault to the page's installation.</param>
/// <param name="Wait">Waiting for another fault on the same page.</param>
/// <param name="Read">Reading the page from the device, its delay included.</param>
/// <param name="Install">Checking the entry again and mapping the folio.</param>
public sealed record SwapInLatency(
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
