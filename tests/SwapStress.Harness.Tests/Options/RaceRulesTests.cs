using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Options;

public sealed class RaceRulesTests
{
    [Fact]
    public void A_run_that_shows_its_race_passes() => RaceRules.Check(Shows);

    [Fact]
    public void A_run_without_a_race_has_nothing_to_keep() =>
        RaceRules.Check(Shows with { Race = null, StableWrites = false, Work = WorkKind.Add });

    [Fact]
    public void What_cannot_show_it_is_refused() =>
        Refused(Shows with { Work = WorkKind.Add }, "--race unstable-write has nothing to show here: ");

    [Fact]
    public void Another_fix_that_is_off_is_refused() =>
        Refused(
            Shows with
            {
                Zswap = new ZswapSettings { WritebackFix = false },
            },
            "and --zswap-writeback-fix off is another reason to lose data"
        );

    [Fact]
    public void Strategies_that_cannot_lose_are_refused_unless_one_can()
    {
        StrategyInfo immune = Strategy(isFixed: false) with { Sound = true };
        Refused(
            Shows with
            {
                Strategies = [immune, Strategy(isFixed: true)],
            },
            "cached cannot lose by it; write --sync"
        );
        RaceRules.Check(Shows with { Strategies = [immune, Strategy(isFixed: false), Strategy(isFixed: true)] });
        // With the fix alone there is nothing to show anyway.
        RaceRules.Check(Shows with { Strategies = [Strategy(isFixed: true)] });
    }

    [Fact]
    public void Strategies_that_lose_by_themselves_are_refused()
    {
        var race = new UnstableWrite();
        RaceRules.CheckStrategies(race, [FakeRegions.Cached, FakeRegions.PrepareTick]);
        string message = Assert
            .Throws<UsageException>(() => RaceRules.CheckStrategies(race, [FakeRegions.None, FakeRegions.PrepareTick]))
            .Message;
        Assert.EndsWith("with none data is lost with the fix too; write --sync prepare-tick", message);
        message = Assert.Throws<UsageException>(() => RaceRules.CheckStrategies(race, [FakeRegions.None])).Message;
        Assert.EndsWith("write --sync cached", message);
    }

    private static void Refused(StressOptions options, string text) =>
        Assert.Contains(text, Assert.Throws<UsageException>(() => RaceRules.Check(options)).Message);

    private static StrategyInfo Strategy(bool isFixed) =>
        FakeRegions.Cached with
        {
            Race = new UnstableWrite(),
            IsFixed = isFixed,
            Sound = isFixed,
        };

    private static StressOptions Shows { get; } =
        RunFixture.Options(Strategy(isFixed: false), Strategy(isFixed: true)) with
        {
            Race = new UnstableWrite(),
            FailPoolAllocPercent = 50,
            Work = WorkKind.Fill,
            Content = new ContentSpec(ContentKind.Zero),
        };
}
