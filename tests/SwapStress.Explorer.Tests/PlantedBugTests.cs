using SwapStress.Explorer.Programs;
using SwapStress.Paging;

namespace SwapStress.Explorer.Tests;

/// <summary>Bugs that were put into the model on purpose; each of these searches finds nothing without its bug.</summary>
public sealed class PlantedBugTests
{
    [Theory]
    [InlineData("prepare-tick")]
    [InlineData("prepare-wait")]
    public void A_pin_that_is_cleared_after_the_read_is_found(string sync) =>
        Find(Model.Program(Model.SwapcacheSkip, sync), Plants.ClearsPinAfterRead, 1, "page 0 lost 1");

    [Fact]
    public void A_pin_that_is_cleared_with_the_page_table_lock_held_does_no_harm_here()
    {
        // pte_same has passed by then, and who pins the entry from here on fails it: the late clear of the kernel saves
        // a read in vain, not data.
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "prepare-tick");
        Model.AssertExhausted(program with { Plants = Plants.ClearsPinUnderLock }, 3);
    }

    [Theory]
    [InlineData("cached")]
    [InlineData("prepare-tick")]
    [InlineData("swap-cache")]
    public void A_forgotten_recheck_after_the_folio_lock_is_found(string sync) =>
        Find(
            Model.Program("setup: inc 0, inc 0; T0: inc 0; T1: pageout 0, zap 0, inc 0, pageout 0", sync),
            Plants.ForgetsRecheck,
            2,
            "page 0 gained 1"
        );

    [Fact]
    public void A_slot_that_is_freed_under_a_pin_is_found() =>
        Find(
            Model.Program(Model.SwapcacheSkip, "prepare-tick"),
            Plants.FreesSlotUnderPin,
            0,
            "slots freed that should not have been"
        );

    [Fact]
    public void A_folio_that_gets_a_slot_and_is_not_marked_dirty_is_found() =>
        Find(
            // Two slots, so that the page goes to another than the one that it came from.
            Model.Program("setup: inc 0, pageout 0; T0: read 0, pageout 0; T1: inc 0", "prepare-tick", slots: 3),
            Plants.SkipsDirtyMark,
            0,
            "page 0 lost 1"
        );

    [Fact]
    public void A_slot_that_is_found_before_the_allocators_lock_is_taken_is_found() =>
        Find(
            // Both pages are dropped: a page whose slot is another's would be read for ever.
            Model.Program("setup: inc 0, inc 1; T0: pageout 0, zap 0; T1: pageout 1, zap 1", "prepare-tick", slots: 2),
            Plants.FindsSlotUnlocked,
            2,
            "slots freed that should not have been"
        );

    /// <summary>The bug that a soak of hours came upon: it needs a device that has no room (see docs/MODEL.md).</summary>
    [Fact]
    public void A_swap_in_that_misses_the_folio_of_a_failed_writeback_is_found()
    {
        ExploredProgram program = Model
            .Program("setup: inc 0, pageout 0; T0: inc 0; T1: writeback", "pte-marker")
            .With(Model.Zswap);
        Find(program.OnFullDevice(failures: 1), Plants.ForgetsWriteback, 1, "page 0 lost 1");
        Model.AssertExhausted(program with { Plants = Plants.ForgetsWriteback }, 3);
    }

    [Theory]
    [MemberData(nameof(Model.SoundSyncs), MemberType = typeof(Model))]
    public void Nothing_is_lost_on_a_device_that_is_full_at_first(string sync) =>
        Model.AssertExhausted(
            Model
                .Program("setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0; T2: writeback, pageout 0", sync)
                .With(Model.Zswap)
                .OnFullDevice(failures: 1),
            1
        );

    private static void Find(ExploredProgram program, Plants plant, int preemptions, string outcome)
    {
        Model.AssertFound(program with { Plants = plant }, preemptions, outcome);
        Model.AssertExhausted(program, Math.Max(1, preemptions));
    }
}
