using SwapStress.Paging.Statistics;

namespace SwapStress.Paging.Tests.Statistics;

public sealed class SwapInLatencyTests
{
    private const int Pages = 512;
    private const int Rounds = 8;

    [Fact]
    public void Every_swap_in_is_timed_and_some_in_their_parts()
    {
        using var device = new RamDevice(2 * Pages);
        using AddressSpace space = Make.Space(Pages, device, "none");
        for (int round = 0; round < Rounds; round++)
        {
            for (int page = 0; page < Pages; page++)
                space.FetchAdd(page, 1, out _);
            Assert.Equal(Pages, space.PageOut(0, Pages));
        }

        SwapInLatency latency = space.Latency;
        // The first round touched pages that were not in swap yet.
        const long swapIns = (Rounds - 1) * Pages;
        Assert.Equal(swapIns, latency.Total.Snapshot().Count);
        Assert.Equal(0, latency.Wait.Snapshot().Count);
        long timed = latency.Read.Snapshot().Count;
        Assert.InRange(timed, 1, swapIns / 2);
        Assert.Equal(timed, latency.Install.Snapshot().Count);
    }
}
