using SwapStress.Paging.Zswap;
using SwapStress.Store;

namespace SwapStress.Paging.Tests.Zswap;

/// <summary>The storm with a pool so small that pages are stored, rejected and written back all the time.</summary>
public sealed class ZswapStormTests
{
    private const int Pages = 64;
    private const int RoundsMax = 200;

    [Theory]
    [MemberData(nameof(Make.SoundSyncs), MemberType = typeof(Make))]
    public void A_sound_strategy_with_both_fixes_loses_nothing_and_leaks_nothing(string sync)
    {
        foreach (bool stable in new[] { false, true })
        {
            foreach (uint slots in new uint[] { Pages, Pages + 4096 })
            {
                using var device = new RamDevice(slots, dropsFreedData: true, stable);
                using AddressSpace space = Make.Space(Pages, device, sync, Make.Zswap with { MaxPoolPercent = 15 });
                // A round takes milliseconds, and which way the pages go in it is chance: until every way was gone.
                ZswapStatistics counted = default;
                for (int round = 0; round < RoundsMax && !IsThorough(counted); round++)
                {
                    Storm.Outcome outcome = Storm.Run(space, threads: 8, sweeps: 10, noiseBytes: 2500);
                    Assert.Equal(default, outcome);
                    Assert.Empty(space.ZswapGhostEvents);
                    Assert.Empty(space.CheckQuiescent());
                    counted = space.ReadZswapStatistics()!.Value;
                }
                Assert.True(IsThorough(counted), $"{counted}");
                StormTests.AssertNothingLeft(space);
                Assert.Equal((0L, 0L), ZswapTests.Read(space, s => (s.StoredPages, s.PoolTotalSize)));
            }
        }
    }

    [Theory]
    [InlineData("none", true, true)]
    [InlineData("prepare-tick", false, true)]
    [InlineData("prepare-tick", true, false)]
    [InlineData("swap-cache", false, false)]
    public void Whatever_is_lost_was_foretold(string sync, bool exclusiveFix, bool writebackFix)
    {
        ZswapOptions options = Make.Zswap with
        {
            MaxPoolPercent = 15,
            ExclusiveFix = exclusiveFix,
            WritebackFix = writebackFix,
            LoadDelay = new ReadDelay(200_000, DelayKind.Sleep),
        };
        using var device = new RamDevice(Pages, dropsFreedData: true);
        using AddressSpace space = Make.Space(Pages, device, sync, options);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(0, Storm.Run(space, threads: 16, sweeps: 2, noiseBytes: 2500).Disagreements);
            Assert.Empty(space.CheckQuiescent());
        }
    }

    private static bool IsThorough(ZswapStatistics counted) =>
        counted is { Stores: > 0, Loads: > 0, PoolLimitHit: > 0, WrittenBackPages: > 0 };
}
