using SwapStress.Paging.Zswap;

namespace SwapStress.Paging.Tests.Zswap;

/// <summary>Damage to zswap's books, done on purpose, must be reported.</summary>
public sealed class ZswapCheckTests
{
    [Fact]
    public void A_leaked_reference_is_reported() =>
        Damage((zswap, entry) => zswap.Entries[entry].References++, "has 2 references, 1 is accounted for");

    [Fact]
    public void A_leaked_record_is_reported() =>
        Damage((zswap, _) => zswap.Entries.Allocate(), "entries in use is 2, the slots give 1");

    [Fact]
    public void An_entry_missing_from_the_LRU_is_reported() =>
        Damage((zswap, _) => zswap.Entries.TakeOldest(out uint _), "is not on the LRU");

    [Fact]
    public void An_object_without_an_entry_is_reported() =>
        Damage((zswap, _) => zswap.Pool.TryAllocate(100, mayWait: false), "pool objects is 2, the slots give 1");

    [Fact]
    public void A_wrong_count_is_reported() => Damage((zswap, _) => zswap.Counters.StoredPages++, "stored_pages is 2");

    [Fact]
    public void An_entry_of_a_free_slot_is_reported() =>
        Damage((zswap, entry) => Set(zswap, 5, entry), "slot 5 is free and has a zswap entry");

    [Fact]
    public void A_slot_that_lost_its_entry_is_reported() =>
        Damage((zswap, _) => Set(zswap, 1, ZswapEntries.None), "slot 1 does not hold the newest content of page 0");

    private static void Set(ZswapCache zswap, uint slot, int entry)
    {
        zswap.Tree.LockOf(slot).Enter();
        zswap.Tree.SetLocked(slot, entry);
        zswap.Tree.LockOf(slot).Exit();
    }

    private static void Damage(Action<ZswapCache, int> damage, string expected)
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(64, device, "prepare-tick", Make.Zswap);
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);
        Assert.Empty(space.CheckQuiescent());
        ZswapCache zswap = space.Mm.Zswap!;
        damage(zswap, zswap.Tree.Peek(1));
        Assert.Contains(space.CheckQuiescent(), line => line.Contains(expected, StringComparison.Ordinal));
    }
}
