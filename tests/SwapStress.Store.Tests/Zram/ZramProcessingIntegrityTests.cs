using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>Damage to what recompression and writeback keep, done on purpose, is found.</summary>
public sealed unsafe class ZramProcessingIntegrityTests
{
    private delegate void Damage(ZramDevice device, ZramSlot* slots);

    [Fact]
    public void A_mark_left_behind_is_found() => Check((_, slots) => slots[2].SetMarked(), "nobody writes");

    [Fact]
    public void An_unknown_algorithm_is_found() => Check((_, slots) => slots[2].SetPriority(2), "algorithm 2, of 1");

    [Fact]
    public void An_algorithm_without_an_object_is_found() =>
        Check((_, slots) => slots[3].SetPriority(1), "algorithm 1, of 1");

    [Fact]
    public void An_idle_slot_without_an_object_is_found() =>
        Check((_, slots) => slots[3].SetIdle(), "idle or incompressible without");

    [Fact]
    public void An_idle_slot_that_is_written_back_is_found() =>
        Check((_, slots) => slots[0].SetIdle(), "something else too");

    [Fact]
    public void A_block_that_does_not_exist_is_found()
    {
        Check((_, slots) => slots[0].SetWrittenBack(9), "there is no block 9");
        Check((_, slots) => slots[0].SetWrittenBack(0), "there is no block 0");
    }

    [Fact]
    public void A_block_of_two_slots_is_found() =>
        Check((_, slots) => slots[0].SetWrittenBack(slots[1].Block), "another slot's too");

    [Fact]
    public void A_lost_block_is_found() => Check((_, slots) => slots[0].Clear(), "1 users, no slot");

    [Fact]
    public void A_block_freed_behind_the_slots_back_is_found() =>
        Check((device, slots) => device.Backing!.Release(slots[0].Block), "0 users, one slot");

    [Fact]
    public void A_read_that_never_ends_is_found() =>
        Check((device, slots) => device.Backing!.Hold(slots[0].Block), "2 users, one slot");

    private static void Check(Damage damage, string expected)
    {
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any("zstd:9")], Backing = new FakeBacking(9) }
        );
        device.Write(0, Pages.Random(1));
        device.Write(1, Pages.Random(2));
        device.Write(2, Pages.Text(1));
        device.Write(3, Pages.Same(3));
        device.WriteBack(ZramSelection.Huge);
        device.Recompress(ZramSelection.All);
        device.MarkIdle();
        Assert.Empty(device.CheckIntegrity());
        damage(device, device.Slots);
        Assert.Contains(device.CheckIntegrity(), v => v.Contains(expected, StringComparison.Ordinal));
    }
}
