using SwapStress.Harness.Regions;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>A latency distribution, in nanoseconds; all but the count are null where there is nothing to count.</summary>
internal sealed record LatencyDocument(long Count, double? Mean, long? P50, long? P90, long? P99, long? P999, long? Max)
{
    public static LatencyDocument From(HistogramSnapshot latency) =>
        latency.Count == 0
            ? new LatencyDocument(0, null, null, null, null, null, null)
            : new LatencyDocument(
                latency.Count,
                Math.Round(latency.MeanNs, 1),
                latency.PercentileNs(50),
                latency.PercentileNs(90),
                latency.PercentileNs(99),
                latency.PercentileNs(99.9),
                latency.MaxNs
            );
}

/// <summary>The phases of a swap-in.</summary>
internal sealed record PhasesDocument(LatencyDocument Wait, LatencyDocument Read, LatencyDocument Install)
{
    public static PhasesDocument From(SwapInLatency latency) =>
        new(
            LatencyDocument.From(latency.Wait),
            LatencyDocument.From(latency.Read),
            LatencyDocument.From(latency.Install)
        );
}
