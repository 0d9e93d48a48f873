using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Percentiles of swap-ins that a run recorded, in nanoseconds.</summary>
/// <param name="Count">Swap-ins.</param>
/// <param name="P50">The median.</param>
/// <param name="P99">Of a hundred, one took longer.</param>
/// <param name="P999">Of a thousand.</param>
/// <param name="Max">The longest.</param>
internal sealed record RecordedLatency(long Count, long P50, long P99, long P999, long Max)
{
    /// <summary>Those of a distribution; null for none.</summary>
    internal static RecordedLatency? From(HistogramSnapshot? latency) =>
        latency is null
            ? null
            : new RecordedLatency(
                latency.Count,
                latency.PercentileNs(50),
                latency.PercentileNs(99),
                latency.PercentileNs(99.9),
                latency.MaxNs
            );
}
