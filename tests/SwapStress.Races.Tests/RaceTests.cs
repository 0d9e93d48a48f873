using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Races.Tests;

public sealed class RaceTests
{
    public static TheoryData<string> Names => [.. RaceCatalogue.Default.All.Select(race => race.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_facts_are_complete(string name)
    {
        Race race = Find(name);
        Assert.All(race.Name, c => Assert.True(char.IsAsciiLetterLower(c) || c == '-'));
        Assert.Equal(name, race.ToString());
        foreach (KernelCommit commit in (KernelCommit[])[race.Brought, race.Fixed])
        {
            Assert.Equal(12, commit.Id.Length);
            Assert.All(commit.Id, c => Assert.True(char.IsAsciiHexDigitLower(c)));
            Assert.True(Version.TryParse(commit.Kernel, out _));
            Assert.InRange(commit.Title.Length, 10, 80);
        }
        Assert.True(race.Brought.Year < race.Fixed.Year);
        Assert.Contains(race.Fixed.Title, race.Mail.Subject);
        Assert.InRange(race.Fixed.Year - race.Mail.Date.Year, 0, 1);
        Assert.StartsWith("https://lore.kernel.org/all/", race.Mail.Url);
        Assert.StartsWith(race.Brought.Kernel + " to ", race.Kernels);
        Assert.InRange(race.Lost.Length, 30, 120);
        Assert.InRange(race.Why.Length, 100, 600);
        Assert.StartsWith("--", race.Toggle.Option);
        Assert.NotEqual(race.Toggle.Off, race.Toggle.On);
    }

    [Theory]
    [InlineData("swapcache-skip", LossCause.StaleInstall)]
    [InlineData("zswap-exclusive-load", LossCause.OnlyCopyDropped)]
    [InlineData("zswap-writeback", LossCause.StaleWriteback)]
    [InlineData("unstable-write", LossCause.Overrun)]
    public void Each_has_a_cause_of_its_own(string name, LossCause cause) => Assert.Equal(cause, Find(name).Cause);

    [Theory]
    [MemberData(nameof(Names))]
    public void With_the_fix_it_is_sound_and_without_it_is_not(string name)
    {
        Race race = Find(name);
        AddressSpaceOptions options = OptionsOf(race);
        bool zram = race.Configuration.Device == "zram";
        Assert.True(Soundness.IsExpected(race.WithFix(options, isFixed: true), zram));
        Assert.False(Soundness.IsExpected(race.WithFix(options, isFixed: false), zram));
    }

    [Theory]
    [InlineData("swapcache-skip", "Sync")]
    [InlineData("zswap-exclusive-load", "ExclusiveFix")]
    [InlineData("zswap-writeback", "WritebackFix")]
    [InlineData("unstable-write", "StableWrites")]
    public void The_fix_changes_one_thing(string name, string member)
    {
        Race race = Find(name);
        AddressSpaceOptions options = OptionsOf(race);
        Dictionary<string, object?> off = MembersOf(race.WithFix(options, isFixed: false));
        Dictionary<string, object?> on = MembersOf(race.WithFix(options, isFixed: true));
        Assert.Equal(off.Keys, on.Keys);
        Assert.Equal([member], on.Keys.Where(key => !Equals(off[key], on[key])));
        // The two are exactly what was there before, but for that member.
        Dictionary<string, object?> before = MembersOf(options);
        Assert.Subset(
            new HashSet<string>([member]),
            before.Keys.Where(key => !Equals(before[key], on[key])).ToHashSet()
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_program_is_small_and_can_be_written(string name)
    {
        ProgramSpec program = Find(name).Program!;
        Assert.InRange(program.Threads.Count, 2, 3);
        Assert.InRange(program.PagesNamed, 1, 3);
        Assert.NotEmpty(program.Losing);
        Assert.Equal(program.Text, ProgramSpec.Parse(program.Text).Text);
        ExploredProgram built = program.Build(name, SwapInSyncs.Find("prepare-tick", 100)!, Lz4);
        // Without the fix it is a control, and with it nothing else is left to lose by.
        bool compresses = program.Device == ProgramSpec.Zram;
        Assert.False(Soundness.IsExpected(Find(name).WithFix(built.Space, isFixed: false), compresses));
        Assert.True(Soundness.IsExpected(Find(name).WithFix(built.Space, isFixed: true), compresses));
    }

    [Theory]
    [InlineData("zswap-exclusive-load")]
    [InlineData("zswap-writeback")]
    public void A_race_of_zswap_needs_zswap(string name)
    {
        AddressSpaceOptions options = OptionsOf(Find(name)) with { Zswap = null };
        Assert.Throws<ArgumentException>(() => Find(name).WithFix(options, isFixed: true));
    }

    /// <summary>What it shows by itself, it has nothing against.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Its_own_configuration_shows_it(string name)
    {
        Race race = Find(name);
        Assert.Null(race.WhyNotShownBy(race.Configuration));
        Assert.Equal(race.Toggle.IsSync, race.Configuration.Sync is null);
    }

    [Fact]
    public void What_cannot_show_it_is_refused_with_what_can()
    {
        Race race = Find("unstable-write");
        RaceConfiguration shows = race.Configuration;
        Assert.EndsWith("write --device zram", race.WhyNotShownBy(shows with { Device = "brd" }));
        Assert.EndsWith("write --fail-pool-alloc 50", race.WhyNotShownBy(shows with { FailPoolAllocPercent = 0 }));
        Assert.EndsWith("write --work fill", race.WhyNotShownBy(shows with { FillsPages = false }));
        Assert.EndsWith("write --content zero", race.WhyNotShownBy(shows with { Content = "random" }));
        Assert.EndsWith("write --region 8K or more", race.WhyNotShownBy(shows with { RegionBytes = 4096 }));
        race = Find("swapcache-skip");
        Assert.EndsWith("write --threads 2 or more", race.WhyNotShownBy(race.Configuration with { Threads = 1 }));
    }

    private static Race Find(string name) => RaceCatalogue.Default.Find(name)!;

    private static AddressSpaceOptions OptionsOf(Race race) =>
        new()
        {
            PageCount = (int)(race.Configuration.RegionBytes!.Value / Primitives.PageSize.Bytes),
            Sync = SwapInSyncs.Find(race.Configuration.Sync ?? "none", 100)!,
            Hz = 100,
            IoThreads = race.Configuration.IoThreads ?? 0,
            Zswap = race.Configuration.ZswapMaxPoolPercent is { } percent
                ? new ZswapOptions(Lz4) { MaxPoolPercent = percent }
                : null,
        };

    private static CodecChoice Lz4 { get; } =
        new CodecCatalog(new NativeCodecProvider(), new ManagedCodecProvider())
            .Available()
            .First(choice => choice.Spec.Algorithm == CodecAlgorithm.Lz4);

    /// <summary>Every property, those of zswap included; strategies by name.</summary>
    private static Dictionary<string, object?> MembersOf(AddressSpaceOptions options)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (object? part in (object?[])[options, options.Zswap])
        {
            if (part is null)
                continue;
            foreach (System.Reflection.PropertyInfo property in part.GetType().GetProperties())
            {
                object? value = property.GetValue(part);
                if (value is not ZswapOptions)
                    members[property.Name] = value is SwapInSync sync ? sync.Name : value;
            }
        }
        return members;
    }
}
