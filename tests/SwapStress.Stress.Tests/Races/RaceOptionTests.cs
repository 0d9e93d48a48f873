using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Stress.Races;

namespace SwapStress.Stress.Tests.Races;

public sealed class RaceOptionTests
{
    public static TheoryData<string> Names => [.. RaceCatalogue.Default.All.Select(race => race.Name)];

    /// <summary>The program's own rules accept every configuration, with the fix and without it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_race_compares_its_fix_off_and_on(string name)
    {
        StressOptions options = Resolved.From("--race", name);
        Assert.Equal((name, "both"), (options.Race!.Name, options.StrategiesName));
        Assert.Equal(["off", "on"], options.Strategies.Select(strategy => strategy.Fix));
        Assert.Equal([false, true], options.Strategies.Select(strategy => strategy.Sound));
        Assert.All(options.Strategies, strategy => Assert.Equal(name, strategy.Race?.Name));
        Assert.Equal(2, options.Strategies.DistinctBy(strategy => strategy.FileLabel).Count());
    }

    /// <summary>The command line that <c>swapstress races</c> prints does the same.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_stands_for_a_plain_command_line(string name)
    {
        Race race = RaceCatalogue.Default.Find(name)!;
        foreach (bool isFixed in (bool[])[false, true])
        {
            StressOptions asRace = Resolved.From("--race", name, "--fix", isFixed ? "on" : "off");
            StressOptions plain = Resolved.From([.. PlainCommand.Arguments(race, isFixed)]);
            Assert.Equal(
                asRace.Strategies.Select(strategy => (strategy.Name, strategy.Sound)),
                plain.Strategies.Select(strategy => (strategy.Name, strategy.Sound))
            );
            Assert.Equal(isFixed, plain.Strategies[0].Sound);
            Assert.Equal(
                WithoutToggles(asRace),
                isFixed ? plain with { Strategies = [], StrategiesName = "" } : WithoutToggles(plain)
            );
        }
    }

    [Theory]
    [InlineData("swapcache-skip", "--fix off", "none (fix off)")]
    [InlineData("swapcache-skip", "--fix both", "none (fix off), prepare-tick (fix on)")]
    [InlineData("zswap-writeback", "--fix on", "prepare-tick (fix on)")]
    [InlineData(
        "zswap-writeback",
        "--sync cached,prepare-wait",
        "cached (fix off), cached (fix on), prepare-wait (fix off), prepare-wait (fix on)"
    )]
    [InlineData(
        "zswap-exclusive-load",
        "--sync cached,prepare-yield --fix off",
        "cached (fix off), prepare-yield (fix off)"
    )]
    [InlineData(
        "unstable-write",
        "--sync prepare-tick --io-threads 0",
        "prepare-tick (fix off), prepare-tick (fix on)"
    )]
    public void These_are_compared(string race, string options, string labels) =>
        Assert.Equal(
            labels,
            string.Join(
                ", ",
                Resolved.FromLine($"--race {race} {options}").Strategies.Select(strategy => strategy.Label)
            )
        );

    [Fact]
    public void What_the_user_writes_comes_before_what_the_race_sets()
    {
        const string Line =
            "--race zswap-writeback --threads 7 --region 1M --device brd --read-delay 3ms --delay-kind spin "
            + "--zswap-max-pool-percent 33 --zswap-writeback-delay 0 --io-threads 4 --sync cached --work fill --content random --rounds 9";
        StressOptions options = Resolved.FromLine(Line);
        Assert.Equal(
            (7, 1L << 20, "brd", new ReadDelay(3_000_000, DelayKind.Spin), 4, WorkKind.Fill, "random", 9),
            (
                options.Threads,
                options.RegionBytes,
                options.Device,
                options.ReadDelay,
                options.IoThreads,
                options.Work,
                options.Content.ToString(),
                options.Rounds
            )
        );
        Assert.Equal(new ZswapSettings { MaxPoolPercent = 33 }, options.Zswap);
    }

    [Fact]
    public void What_neither_says_is_the_default_of_any_run()
    {
        StressOptions options = Resolved.FromLine("--race swapcache-skip");
        Assert.Equal(
            ((int?)null, StressDefaults.Hz, StressDefaults.Seed, WorkKind.Add, true, 0d),
            (options.Rounds, options.Hz, options.Seed, options.Work, options.StableWrites, options.FailPoolAllocPercent)
        );
        Assert.Null(options.Zswap);
    }

    /// <summary>A control is what the configuration makes one, not what the strategy is by itself.</summary>
    [Theory]
    [InlineData("", "prepare-refault prepare-yield prepare-tick prepare-wait swap-cache cached pte-marker")]
    [InlineData("--zswap --zswap-exclusive-fix off", "swap-cache cached pte-marker")]
    [InlineData("--zswap --zswap-writeback-fix off", "")]
    [InlineData("--stable-writes off", "")]
    public void These_must_keep_every_update(string options, string sound) =>
        Assert.Equal(
            sound,
            string.Join(
                ' ',
                Resolved
                    .FromLine($"--sync all {options}".TrimEnd())
                    .Strategies.Where(strategy => strategy.Sound)
                    .Select(strategy => strategy.Name)
            )
        );

    private static StressOptions WithoutToggles(StressOptions options) =>
        options with
        {
            Race = null,
            Strategies = [],
            StrategiesName = "",
            StableWrites = true,
            Zswap = options.Zswap is { } zswap ? zswap with { ExclusiveFix = true, WritebackFix = true } : null,
        };
}
