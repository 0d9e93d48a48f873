using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Store;

namespace SwapStress.Stress.Tests.Display.Live;

/// <summary>Runs at moments that a test makes up.</summary>
internal static class Progress
{
    /// <summary>A strategy after so many seconds of its own rounds, with as many updates and swap-ins a second.</summary>
    public static StrategyProgress Of(
        StrategyInfo strategy,
        double seconds,
        long perSecond = 100_000,
        long lost = 0,
        int swapIns = 1_000
    )
    {
        var latency = new LatencyHistogram();
        for (int i = 0; i < swapIns; i++)
            latency.Record(0, 1_000_000 + (i * 30_000));
        return new StrategyProgress(strategy, (int)(seconds / 10), (long)(seconds * perSecond), lost)
        {
            Worked = TimeSpan.FromSeconds(seconds),
            Statistics = RegionStatistics.Zero with
            {
                SwapIn = SwapInLatency.Empty with { Total = latency.Snapshot() },
                Events = new LossCauses(lost / 2, 0, 0, 0),
                Device = new DeviceMemory(30 << 20, 18 << 20, 20 << 20, 0, 20 << 20, 0, 0, 0, 0),
            },
        };
    }

    /// <summary>A run whose first strategy has its turn.</summary>
    public static RunProgress Of(StressOptions options, TimeSpan? left, params StrategyProgress[] strategies) =>
        new(
            DateTimeOffset.UnixEpoch,
            TimeSpan.FromSeconds(80),
            3,
            options.Strategies[0],
            0.455,
            left,
            strategies,
            new ProcessSample(300 << 20, 1 << 20, 200, 300)
        )
        {
            Workers = options.Threads,
            WorkersAtWork = options.Threads / 2,
        };
}
