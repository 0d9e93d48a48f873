using System.Reflection;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Testing;

namespace SwapStress.Races.Tests;

public sealed class RaceCatalogueTests
{
    private static readonly Assembly Own = typeof(Race).Assembly;
    private static readonly Assembly Tests = typeof(FifthRace).Assembly;

    [Fact]
    public void The_oldest_fix_comes_first() =>
        Assert.Equal(
            ["unstable-write", "zswap-writeback", "swapcache-skip", "zswap-exclusive-load"],
            RaceCatalogue.Default.All.Select(race => race.Name)
        );

    [Fact]
    public void A_race_in_a_file_of_its_own_is_found_and_has_its_place() =>
        Assert.Equal(
            ["unstable-write", "zswap-writeback", "fifth-race", "swapcache-skip", "zswap-exclusive-load"],
            new RaceCatalogue(Tests, Own).All.Select(race => race.Name)
        );

    /// <summary>Nothing else is needed to run it: its configuration and toggle make an address space that swaps.</summary>
    [Theory]
    [InlineData(false, "swap-count")]
    [InlineData(true, "prepare-wait")]
    public void Such_a_race_makes_an_address_space(bool isFixed, string sync)
    {
        Race race = new RaceCatalogue(Tests, Own).Find("fifth-race")!;
        using var device = new BrdDevice(16, ReadDelay.None);
        using var space = new AddressSpace(
            race.WithFix(new AddressSpaceOptions { PageCount = 15, Sync = new NoSync() }, isFixed),
            device
        );
        Assert.Equal(sync, space.Sync.Name);
        space.FetchAdd(3, 1, out _);
        Assert.Equal(1, space.PageOut(0, 15));
        Assert.Equal(1ul, space.FetchAdd(3, 1, out _));
        Assert.Equal(1, space.ReadStatistics().MajorFaults);
    }

    [Fact]
    public void There_is_no_race_of_another_name() => Assert.Null(RaceCatalogue.Default.Find("swapcache_skip"));

    [Fact]
    public void Two_races_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new RaceCatalogue(Own, Own));
}
