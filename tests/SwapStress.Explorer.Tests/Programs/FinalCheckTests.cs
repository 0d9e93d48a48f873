using System.Text.RegularExpressions;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Searches;
using SwapStress.Paging;
using SwapStress.Paging.Folios;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Explorer.Tests.Programs;

/// <summary>What is looked at when a schedule has ended: for each part a damage that it alone notices.</summary>
public sealed partial class FinalCheckTests
{
    private const string Kept = "nothing lost";

    /// <summary>Page 1 stays where it is while page 0 is written, which is when the damage is done.</summary>
    private const string Text = "setup: inc 0, inc 1; T0: pageout 0; T1: read 1";

    [Fact]
    public void A_page_whose_newest_content_was_lost_without_an_addition_is_found()
    {
        const string text = "setup: inc 0, pageout 0; T0: inc 0; T1: fill 0, pageout 0";
        ExplorationResult result = Model.Explore(
            Model.Program(text, "none"),
            new SearchOptions { PreemptionsMax = 2, StopsAtFirst = false }
        );
        Assert.True(result.IsExhausted);
        Assert.Equal(
            [(Kept, 1127), ("page 0 mapped stale", 20), ("page 0 misloaded", 200)],
            result.Outcomes.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        );
        Model.AssertExhausted(Model.Program(text, "prepare-tick"), 2);
    }

    [Fact]
    public void A_word_that_is_neither_counter_nor_stamp_is_looked_at()
    {
        // The page is read by the check itself.
        ExploredProgram program = Sabotaged(onRead: page => page[4000] ^= 1, onWrite: null);
        AssertEnds(program, "page 0 misloaded, and the oracle saw nothing");
    }

    [Fact]
    public void Each_page_is_looked_at_also_one_that_the_program_does_not_name()
    {
        ExploredProgram program = Model.Program(Text, "prepare-tick", slots: 4);
        program = program with { Space = program.Space with { PageCount = 3 } };
        AssertEnds(program, "page 2 misloaded, and the oracle saw nothing", space => Write(space, page: 2));
    }

    [Fact]
    public void An_error_of_the_swap_map_is_found() =>
        AssertEnds(
            Model.Program(Text, "prepare-tick", slots: 3),
            "swap map errors: 1 (uses dropped or slots freed that should not have been)",
            space => space.Mm.Swap.Map.Errors.UnusedEntry()
        );

    [Fact]
    public void An_access_that_has_not_ended_is_found() =>
        AssertEnds(
            Model.Program(Text, "prepare-tick", slots: 3),
            "does not add up: page 1 ({0}) has pins",
            space => space.Mm.PageTable.Word(1) += Pte.PinUnit
        );

    [Fact]
    public void A_lock_that_was_not_dropped_is_found() =>
        AssertEnds(
            Model.Program(Text, "prepare-tick", slots: 3),
            "locks not dropped: 1",
            _ => new RankedLock(LockRank.Folio).Enter()
        );

    [Fact]
    public void A_frame_that_does_not_come_back_is_found() =>
        AssertEnds(
            Model.Program(Text, "prepare-tick", slots: 3),
            "does not add up: frame {0} has 1 references, 0 are accounted for {1}",
            space => space.Mm.Folios.Allocate()
        );

    [Fact]
    public void A_folio_that_reclaim_can_never_find_again_is_found_in_full() =>
        AssertEnds(
            Model.Program(Text, "prepare-tick", slots: 3),
            "does not add up: frame {0} was isolated and not put back",
            space => space.Mm.Folios[space.Mm.PageTable.Read(1).Frame].Clear(FolioFlags.Lru),
            witness: Kept
        );

    [Fact]
    public void An_object_of_zram_without_a_slot_is_found_in_full()
    {
        ExploredProgram program = Model.Program(Text, "prepare-tick").OnStarvedZram(stableWrites: true);
        AssertEnds(
            Sabotaged(program, onRead: null, device => ((ZramDevice)device).Pool.TryAllocate(100, mayWait: true)),
            "does not add up: device: 1 objects belong to no slot",
            witness: Kept
        );
    }

    [Fact]
    public void An_object_of_zswap_without_an_entry_is_found_in_full() =>
        AssertEnds(
            Model.Program("setup: inc 0; T0: pageout 0, writeback", "prepare-tick").With(Model.Zswap),
            "does not add up: zswap: pool objects is 1, the slots give 0",
            space => space.Mm.Zswap!.Pool.TryAllocate(100, mayWait: true),
            witness: Kept
        );

    private static ExploredProgram Sabotaged(SaboteurDevice.Damage? onRead, Action<SwapDevice>? onWrite) =>
        Sabotaged(Model.Program(Text, "prepare-tick", slots: 3), onRead, onWrite);

    private static ExploredProgram Sabotaged(
        ExploredProgram program,
        SaboteurDevice.Damage? onRead,
        Action<SwapDevice>? onWrite
    )
    {
        Func<SwapDevice> createDevice = program.CreateDevice;
        return program with { CreateDevice = () => new SaboteurDevice(createDevice(), onRead, onWrite) };
    }

    private static void Write(AddressSpace space, int page)
    {
        using PinnedPage pinned = space.PinForWriting(page);
        pinned.Words[100] = 1;
    }

    /// <summary>Does a damage to the region when a page is written, and asserts how that comes out.</summary>
    private static void AssertEnds(
        ExploredProgram program,
        string outcome,
        Action<AddressSpace> damage,
        string? witness = null
    )
    {
        ProgramRunner? runner = null;
        AssertEnds(
            Sabotaged(program, onRead: null, _ => damage(runner!.Space!)),
            outcome,
            witness,
            created => runner = created
        );
    }

    /// <summary>Asserts how a program comes out.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outcome">The outcome in full, with what does not matter as {0}.</param>
    /// <param name="witness">The outcome by what costs nothing to look at; null for the same.</param>
    /// <param name="meet">Who gets to know each runner.</param>
    private static void AssertEnds(
        ExploredProgram program,
        string outcome,
        string? witness = null,
        Action<ProgramRunner>? meet = null
    )
    {
        foreach (bool checksInFull in (bool[])[true, false])
        {
            using var runner = new ProgramRunner(program, checksInFull);
            meet?.Invoke(runner);
            string pattern = Regex.Escape(checksInFull ? outcome : witness ?? outcome);
            Assert.Matches($"^{Number().Replace(pattern, ".+")}$", runner.Run(new DepthFirst(0)).ToString());
        }
    }

    [GeneratedRegex(@"\\\{\d}", RegexOptions.None, 1_000)]
    private static partial Regex Number();
}
