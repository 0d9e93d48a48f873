using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Store;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Metrics;

/// <summary>A run as the monitor would tell it.</summary>
internal static class Progress
{
    public static RunProgress Of(params StrategyProgress[] strategies) =>
        new(
            DateTimeOffset.UnixEpoch,
            TimeSpan.FromSeconds(3),
            Round: 1,
            strategies[0].Strategy,
            RoundFraction: 0.25,
            Left: null,
            strategies,
            new ProcessSample(WorkingSetBytes: 4096, ManagedHeapBytes: 1024, Handles: 33, Threads: 44)
        )
        {
            Workers = 8,
            WorkersAtWork = 5,
        };

    public static StrategyProgress None(HistogramSnapshot swapIn, long lost = 7) =>
        new(FakeRegions.None, Rounds: 2, Updates: 300, LostUpdates: lost)
        {
            Misloads = 1,
            Statistics = new RegionStatistics
            {
                MajorFaults = 40,
                SwapIn = SwapInLatency.Empty with { Total = swapIn },
                Refaults = 11,
                SwapOuts = 12,
                Device = new DeviceMemory(8192, 2048, 4096, 0, 4096, 0, 0, 0, 0),
            },
        };

    public static StrategyProgress Fixed { get; } =
        new(FakeRegions.PrepareTick, Rounds: 2, Updates: 301, LostUpdates: 0)
        {
            Statistics = new RegionStatistics { MajorFaults = 41 },
        };

    public static HistogramSnapshot Latency(LatencyHistogram histogram, long valueNs, int count)
    {
        for (int i = 0; i < count; i++)
            histogram.Record(valueNs);
        return histogram.Snapshot();
    }
}
