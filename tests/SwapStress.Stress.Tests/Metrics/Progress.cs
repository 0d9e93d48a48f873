using SwapStress.Harness.Figures;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Store;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Metrics;

/// <summary>A run as the monitor would tell it.</summary>
internal static class Progress
{
    public static RunProgress Of(params StrategyResult[] strategies) =>
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

    public static StrategyResult None(HistogramSnapshot swapIn, long lost = 7) =>
        new(
            FakeRegions.None,
            new Tally
            {
                Counters = new Counters
                {
                    [Counter.Rounds] = 2,
                    [Counter.Updates] = 300,
                    [Counter.LostUpdates] = lost,
                    [Counter.Misloads] = 1,
                    [Counter.MajorFaults] = 40,
                    [Counter.Refaults] = 11,
                    [Counter.SwapOuts] = 12,
                }.With(StoreCounters.Of(new DeviceMemory(8192, 2048, 4096, 0, 4096, 0, 0, 0, 0))),
                Latencies = new Latencies { [Harness.Figures.Latency.Total] = swapIn },
            }
        );

    public static StrategyResult Fixed { get; } =
        Of(FakeRegions.PrepareTick).With((Counter.Updates, 301), (Counter.MajorFaults, 41));

    /// <summary>A strategy after two rounds that lost nothing.</summary>
    public static StrategyResult Of(StrategyInfo strategy) =>
        new StrategyResult(strategy, Tally.ZeroOf(strategy)).With((Counter.Rounds, 2), (Counter.Updates, 300));

    public static HistogramSnapshot Latency(LatencyHistogram histogram, long valueNs, int count)
    {
        for (int i = 0; i < count; i++)
            histogram.Record(valueNs);
        return histogram.Snapshot();
    }
}
