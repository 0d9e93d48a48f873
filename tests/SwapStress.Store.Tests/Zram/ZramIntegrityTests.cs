using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>Each kind of damage, done on purpose, is found.</summary>
public sealed unsafe class ZramIntegrityTests
{
    private delegate void Damage(ZramDevice device, ZramSlot* slots);

    [Fact]
    public void A_lost_object_is_found() => Check((_, slots) => slots[1].Clear(), "belong to no slot");

    [Fact]
    public void An_object_of_two_slots_is_found() => Check((_, slots) => slots[5] = slots[1], "another slot's too");

    [Fact]
    public void An_object_freed_behind_the_slots_back_is_found() =>
        Check((device, slots) => device.Pool.Free(slots[1].Handle), "is not live");

    [Fact]
    public void A_length_beyond_the_object_is_found() =>
        Check((_, slots) => slots[1].SetObject(slots[1].Handle, 3500, isHuge: false, isOverrun: false), "do not fit");

    [Fact]
    public void A_wrong_huge_flag_is_found() =>
        Check(
            (_, slots) => slots[1].SetObject(slots[1].Handle, slots[1].Length, isHuge: true, isOverrun: false),
            "huge flag"
        );

    [Fact]
    public void A_lock_left_held_is_found() => Check((_, slots) => slots[7].Lock = 1, "locked");

    [Fact]
    public void Wrong_counters_are_found()
    {
        Check((device, _) => device.Counters.Stored.Add(StoredCounter.PagesStored, 1), "pages_stored");
        Check((device, _) => device.Counters.Stored.Add(StoredCounter.SamePages, 1), "same_pages");
        Check((device, _) => device.Counters.Stored.Add(StoredCounter.HugePages, 1), "huge_pages");
        Check((device, _) => device.Counters.Stored.Add(StoredCounter.ComprDataSize, -8), "compr_data_size");
    }

    private static void Check(Damage damage, string expected)
    {
        using ZramDevice device = ZramDeviceTests.Create(8);
        for (uint slot = 0; slot < 4; slot++)
            device.Write(slot, slot == 0 ? Pages.Same(1) : Pages.Text((int)slot));
        Assert.Empty(device.CheckIntegrity());
        damage(device, device.Slots);
        Assert.Contains(device.CheckIntegrity(), v => v.Contains(expected, StringComparison.Ordinal));
    }
}
