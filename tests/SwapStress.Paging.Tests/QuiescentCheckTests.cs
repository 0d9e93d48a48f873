using SwapStress.Paging.Folios;
using SwapStress.Primitives;

namespace SwapStress.Paging.Tests;

/// <summary>A checker that finds nothing proves nothing: each kind of damage, done on purpose, must be reported.</summary>
public sealed class QuiescentCheckTests
{
    [Fact]
    public void A_lost_reference_is_reported() =>
        Damage(
            space => space.Mm.Folios[space.Mm.PageTable.Read(1).Frame].Get(),
            "has 2 references, 1 are accounted for"
        );

    [Fact]
    public void A_leaked_frame_is_reported() => Damage(space => space.Mm.Folios.Allocate(), "has 1 references, 0");

    [Fact]
    public void A_leaked_slot_is_reported() =>
        Damage(space => space.Mm.Swap.Allocator.Allocate(new uint[1]), "is not in the swap cache");

    [Fact]
    public void A_count_without_a_pte_is_reported() =>
        Damage(space => space.Mm.Swap.Map.TryDuplicate(SlotOf(space)), "and 1 PTEs hold it");

    [Fact]
    public void A_pin_that_was_never_dropped_is_reported() =>
        Damage(space => Interlocked.Add(ref space.Mm.PageTable.Word(1), Pte.PinUnit), "has pins");

    [Fact]
    public void A_folio_left_locked_is_reported() =>
        Damage(space => space.Mm.Folios[space.Mm.PageTable.Read(1).Frame].TryLock(), "is locked");

    [Fact]
    public void A_folio_left_isolated_is_reported() =>
        Damage(
            space => space.Mm.Folios[space.Mm.PageTable.Read(1).Frame].Clear(FolioFlags.Lru),
            "was isolated and not put back"
        );

    [Fact]
    public void A_slot_with_old_data_is_reported() =>
        Damage(space => space.Mm.Ghost.SlotAllocated(SlotOf(space)), "does not hold the newest content of page 0");

    [Fact]
    public void Two_pages_in_one_slot_are_reported() =>
        Damage(
            space =>
            {
                space.Mm.PageTable.LockOf(2).Enter();
                space.Mm.PageTable.SetLocked(2, space.Mm.PageTable.Read(0));
                space.Mm.PageTable.LockOf(2).Exit();
            },
            "shares its slot with another page"
        );

    private static uint SlotOf(AddressSpace space) => space.Mm.PageTable.Read(0).Entry.Slot;

    private static void Damage(Action<AddressSpace> damage, string expected)
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(4, device, "prepare-tick");
        space.FetchAdd(0, 1, out _);
        space.FetchAdd(1, 1, out _);
        space.PageOut(0, 1);
        Assert.Empty(space.CheckQuiescent());

        // On a thread of its own: a lock that is left held stays on the books of the thread that took it.
        Worker.Start(() => damage(space)).Join();
        Assert.Contains(space.CheckQuiescent(), line => line.Contains(expected, StringComparison.Ordinal));
    }
}
