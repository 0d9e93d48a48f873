using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store.Brd;
using SwapStress.Store.Faulty;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Runs;

/// <summary>Devices that fail on purpose, under the model and a whole run.</summary>
public sealed class InjectedFailureTests
{
    public static TheoryData<string, bool> Sound()
    {
        var data = new TheoryData<string, bool>();
        foreach (SwapInSync sync in SwapInSyncs.All(hz: 250).Where(sync => sync.IsExpectedSound))
        {
            data.Add(sync.Name, false);
            data.Add(sync.Name, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void A_sound_strategy_loses_nothing_to_a_device_that_fails(string sync, bool hasZswap)
    {
        var fixture = new RunFixture();
        var strategy = new StrategyInfo(sync, Sound: true, sync);
        StressOptions options = RunFixture.Options(strategy) with
        {
            Threads = 8,
            Rounds = 4,
            Flaky = new FlakyOptions
            {
                ReadErrorPercent = 5,
                WriteErrorPercent = 5,
                NoSpacePercent = 5,
                SlowReadPercent = 1,
                SlowReadNs = 100_000,
            },
        };
        ZswapOptions? zswap = hasZswap ? new ZswapOptions(FakeCodecs.Lz4) { MaxPoolPercent = 5 } : null;
        var factory = new ModelRegionFactory(options, () => new BrdDevice(RunFixture.PageCount), zswap);
        RunResult run = new StressRunner(options, factory, options.LoadContent(), fixture).Run(
            () => fixture,
            fixture.Stop
        );

        StrategyResult result = run.Strategies[0];
        Assert.Equal(0, run.Verdict.Code);
        Assert.StartsWith($"clean: {sync} lost 0 updates in ", run.Verdict.Text);
        FlakyCounts injected = result.Statistics.Injected!.Value;
        Assert.True(injected is { ReadErrors: > 0, WriteErrors: > 0, NoSpace: > 0 }, $"{injected}");
        Assert.InRange(result.InjectedFailures, 1, 8 * 4 * RunFixture.PageCount);
        // A failed access is no update, and each other one is there.
        Assert.InRange(result.Updates, 1, (8 * 4 * RunFixture.PageCount) - 1);
        Assert.All(fixture.Rounds, round => Assert.Empty(round.Verification.ReadFailures));
    }

    [Fact]
    public void A_failed_access_that_the_device_did_not_fail_is_no_injected_one()
    {
        var fixture = new RunFixture();
        int failures = 0;
        var region = new FakeRegion(RunFixture.PageCount)
        {
            BeforeAdd = page =>
            {
                if (page == 5 && Interlocked.Increment(ref failures) == 1)
                    throw new PageReadException(page, slot: 17);
            },
            Causes = _ => default,
        };
        fixture.Run(RunFixture.Options(FakeRegions.PrepareTick) with { Rounds = 1 }, ("prepare-tick", region));
        Verification verification = fixture.Rounds[0].Verification;
        Assert.Empty(verification.InjectedFailures);
        Assert.Single(verification.ReadFailures);
        Assert.Equal(1, verification.Defects);
    }
}
