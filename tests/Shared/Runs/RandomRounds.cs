using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives.Latency;
using SwapStress.Store;

namespace SwapStress.Testing;

/// <summary>Rounds in which every counter is something, from a seed.</summary>
internal sealed class RandomRounds(int seed)
{
    private readonly Random _random = new(seed);

    public RoundResult Next(StrategyInfo strategy, int round) =>
        new()
        {
            Round = round,
            Strategy = strategy,
            StartedUtc = DateTimeOffset.UnixEpoch.AddSeconds(round),
            Elapsed = TimeSpan.FromTicks(Count()),
            CpuTime = TimeSpan.FromTicks(Count()),
            Workers = 5,
            Updates = Count(),
            Standing = (RoundStanding)(round % 3),
            PageCount = 16,
            PagesOutWhileWorking = Count(),
            Statistics = Statistics(),
            Verification = new Verification
            {
                Pages = round % 4 == 1 ? [new PageFinding(4096, 5, 2, 3, new LossCauses(3, 0, 0, 0))] : [],
            },
            FirstLoss = round % 4 == 1 ? TimeSpan.FromTicks(1) : null,
        };

    private RegionStatistics Statistics() =>
        new()
        {
            MajorFaults = Count(),
            Refaults = Count(),
            MinorFaults = Count(),
            SwapOuts = Count(),
            FailedWrites = Count(),
            StaleInstalls = Count(),
            SwapMapErrors = Count(),
            Events = new LossCauses(Count(), Count(), Count(), Count()),
            ChecksumErrors = Count(),
            SwapIn = new SwapInLatency(Latency(), Latency(), Latency(), Latency()),
            Device = new DeviceMemory(Count(), Count(), Count(), Count(), Count(), Count(), Count(), Count(), Count()),
            Zswap = new ZswapStatistics(
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count(),
                Count()
            ),
            ZramActivity = new ZramActivity(Count(), Count(), Count(), Count(), Count(), Count()),
        };

    private HistogramSnapshot Latency()
    {
        var histogram = new LatencyHistogram();
        for (int i = 0; i < 20; i++)
            histogram.Record((long)Math.Exp(_random.NextDouble() * 20));
        return histogram.Snapshot();
    }

    private long Count() => _random.Next(1, 1_000_000);
}
