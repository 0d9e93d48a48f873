using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;
using SwapStress.Stress.SwapIn;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.SwapIn;

public sealed class SweepTests
{
    private const int Pages = 100;

    private static readonly PageContent Content = PageContent.Load(
        new ContentSpec(ContentKind.Random),
        Pages * PageSize.Bytes,
        seed: 7
    );

    private readonly StopFlag _stop = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 5)]
    public void Every_page_is_swapped_in_once_a_cycle(int threads, int stubborn)
    {
        var region = new FakeSweepRegion(Pages) { Stubborn = stubborn };
        SweepTimes? times = Run(region, threads);
        Assert.NotNull(times);
        Assert.True(times.SwapIn > TimeSpan.Zero && times.SwapOut > TimeSpan.Zero);
        // Two cycles, the second of which counts.
        Assert.Equal((2 * Pages, 0), (region.SwapIns, region.Hits));
    }

    [Fact]
    public void Pages_that_stay_in_memory_are_no_swap_ins_to_measure()
    {
        var region = new FakeSweepRegion(Pages) { Immovable = 2 };
        Assert.Contains("2 of 100 pages stay", Assert.Throws<EnvironmentException>(() => Run(region)).Message);
    }

    [Fact]
    public void An_update_that_is_lost_is_found()
    {
        var region = new FakeSweepRegion(Pages) { Lossy = 42 };
        string message = Assert.Throws<DataLossException>(() => Run(region)).Message;
        Assert.Contains("page 42 ", message);
        Assert.Contains("its counter is 0", message);
    }

    [Fact]
    public void A_stopped_sweep_has_no_times()
    {
        var region = new FakeSweepRegion(Pages) { BeforeTouch = () => _stop.Request(StopReason.Interrupted) };
        Assert.Null(Run(region));
    }

    [Fact]
    public void Contenders_take_turns_and_start_in_turn()
    {
        var made = new List<(string Name, int Pages)>();
        var regions = new List<FakeSweepRegion>();
        SweepComparison comparison = Compare(
            repeats: 3,
            (contender, pages) =>
            {
                Assert.All(regions, region => Assert.True(region.IsDisposed));
                made.Add((contender.Name, pages));
                regions.Add(new FakeSweepRegion(pages));
                return regions[^1];
            }
        );
        var repeats = new List<int>();
        comparison.Run(_stop, repeats.Add);
        Assert.Equal([0, 1, 2], repeats);
        string[] names = [.. made.Select(region => region.Name)];
        // A warm-up each, then A B, B A, A B.
        Assert.Equal(["none", "cached", "none", "cached", "cached", "none", "none", "cached"], names);
        Assert.All(made, region => Assert.Equal(Pages, region.Pages));
        Assert.All(comparison.Results, result => Assert.Equal(3, result.SwapInNs.Count));
        Assert.Equal((3, 3), (comparison.DecodeNs.Count, comparison.EncodeNs.Count));
        Assert.All(comparison.DecodeNs, ns => Assert.True(ns > 0));
    }

    [Fact]
    public void A_repeat_that_is_stopped_is_not_in_the_results()
    {
        int made = 0;
        SweepComparison comparison = Compare(
            repeats: 3,
            (_, pages) =>
            {
                // Two warm-ups, two regions of the first repeat, and the first of the second.
                if (++made == 5)
                    _stop.Request(StopReason.Interrupted);
                return new FakeSweepRegion(pages);
            }
        );
        comparison.Run(_stop, _ => { });
        Assert.All(comparison.Results, result => Assert.Single(result.SwapInNs));
        Assert.All(comparison.Results, result => Assert.Single(result.SwapOutNs));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Strategies_with_other_slots_are_told_apart(int slotOfCached, bool isSame)
    {
        SweepComparison comparison = Compare(
            repeats: 1,
            (contender, pages) =>
                new FakeSweepRegion(pages) { Slots = SlotLayout.Of([contender.Name == "cached" ? slotOfCached : 1, 9]) }
        );
        comparison.Run(_stop, _ => { });
        Assert.Equal(isSame, comparison.HasOneLayout);
    }

    [Fact]
    public void Ratios_are_taken_within_each_repeat()
    {
        // 4 / 1, 6 / 3, 30 / 10; the ratio of the medians would be 2.
        Assert.Equal(3, SweepResult.Ratio([4, 6, 30], [1, 3, 10]));
        Assert.Null(SweepResult.Ratio([], []));
    }

    [Fact]
    public void A_layout_is_how_many_slots_follow_each_other()
    {
        Assert.Equal(1, SlotLayout.Of([5, 6, 7]).InOrder);
        Assert.Equal(0.5, SlotLayout.Of([5, 6, 9]).InOrder);
        Assert.Equal(0, SlotLayout.Of([7, 6, 5]).InOrder);
        Assert.NotEqual(SlotLayout.Of([5, 6, 7]).Digest, SlotLayout.Of([5, 7, 6]).Digest);
        Assert.Equal(SlotLayout.Of([5, 6, 7]), SlotLayout.Of([5, 6, 7]));
    }

    private SweepTimes? Run(FakeSweepRegion region, int threads = 1)
    {
        using WorkerCrew crew = WorkerCrew.Start(threads, "sweep", _stop);
        return new Sweep(crew, Content, _stop).Run(region);
    }

    private static SweepComparison Compare(int repeats, Func<StrategyInfo, int, SweepRegion> create) =>
        new(
            new SweepOptions
            {
                Contenders = [FakeRegions.None, FakeRegions.Cached],
                SizeBytes = Pages * PageSize.Bytes,
                DiskBytes = 2 * Pages * PageSize.Bytes,
                Repeats = repeats,
            },
            create,
            Content,
            new BareCodec(FakeCodecs.Lz4, Content, Pages)
        );
}
