using SwapStress.Explorer.Programs;

namespace SwapStress.Explorer.Tests;

/// <summary>The four races: found without their fix, and within the bound gone with it.</summary>
public sealed class RaceTests
{
    private const string ExclusiveLoad = "setup: inc 0, pageout 0; T0: inc 0; T1: pageout 1";
    private const string StaleWriteback = "setup: inc 0, inc 1, inc 1, pageout 0; T0: inc 0, pageout 1; T1: writeback";

    // Page 1 leaves a hole for page 0's object, with page 2's behind it.
    internal const string UnstableWrite =
        "setup: inc 0, inc 1, inc 2, pageout 1, pageout 2, zap 1; T0: pageout 0; T1: fill 0";

    [Fact]
    public void Skipping_the_swap_cache_loses_an_update_with_one_preemption() =>
        Model.AssertFound(Model.Program(Model.SwapcacheSkip, "none"), 1, "page 0 lost 1");

    [Fact]
    public void Raising_the_swap_count_loses_one_too() =>
        Model.AssertFound(Model.Program(Model.SwapcacheSkip, "swap-count"), 1, "page 0 lost 1");

    [Theory]
    [MemberData(nameof(Model.SoundSyncs), MemberType = typeof(Model))]
    public void No_sound_strategy_loses_one_with_three_preemptions(string sync) =>
        Model.AssertExhausted(Model.Program(Model.SwapcacheSkip, sync), 3);

    [Theory]
    [MemberData(nameof(Model.SoundSyncs), MemberType = typeof(Model))]
    public void Nor_with_a_reclaimer_of_its_own(string sync) =>
        Model.AssertExhausted(Model.Program("setup: inc 0, pageout 0; T0: inc 0; T1: inc 0; T2: pageout 0", sync), 1);

    [Fact]
    public void An_exclusive_load_into_a_private_folio_drops_the_only_copy()
    {
        ExploredProgram program = Model.Program(ExclusiveLoad, "prepare-tick");
        Model.AssertFound(program.With(Model.Zswap with { ExclusiveFix = false }), 2, "page 0 lost 1");
        Model.AssertExhausted(program.With(Model.Zswap), 3);
    }

    [Fact]
    public void An_entry_is_written_back_to_a_slot_that_is_another_pages_by_now()
    {
        ExploredProgram program = Model.Program(StaleWriteback, "prepare-tick");
        Model.AssertFound(program.With(Model.Zswap with { WritebackFix = false }), 1, "page 1 lost 1");
        Model.AssertExhausted(program.With(Model.Zswap), 3);
    }

    [Fact]
    public void A_page_that_changes_between_two_compressions_overruns_its_neighbour()
    {
        ExploredProgram program = Model.Program(UnstableWrite, "prepare-tick");
        Model.AssertFound(program.OnStarvedZram(stableWrites: false), 1, "page 2 lost 1");
        Model.AssertExhausted(program.OnStarvedZram(stableWrites: true), 3);
    }
}
