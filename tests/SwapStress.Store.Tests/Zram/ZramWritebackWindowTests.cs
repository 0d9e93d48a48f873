using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>
/// The window between a writeback's copy and its recheck, and that of a read of the backing device: what others do in
/// them, done at that very moment.
/// </summary>
public sealed unsafe class ZramWritebackWindowTests
{
    public static TheoryData<string> Meanwhile() => ["write", "write the same", "free", "free and write", "read"];

    [Theory, MemberData(nameof(Meanwhile))]
    public void A_slot_that_was_touched_keeps_what_it_holds(string what)
    {
        using ZramDevice device = ZramWritebackTests.Create(out FakeBacking backing);
        ZramWritebackStat pass = WriteBackWhile(device, backing, what, out byte[] expected);
        Assert.Equal(new ZramWritebackStat(0, 1, 0, IsFull: false), pass);
        Assert.False(device.Slots[0].IsWrittenBack);
        Assert.Equal(new ZramBdStat(0, 0, 1), device.BdStat);
        ZramRecompressionTests.AssertHolds(device, 0, expected);
        Assert.Empty(device.CheckIntegrity());
    }

    /// <summary>Marking slots idle touches none.</summary>
    [Fact]
    public void A_slot_that_was_marked_idle_meanwhile_is_moved()
    {
        using ZramDevice device = ZramWritebackTests.Create(out FakeBacking backing);
        ZramWritebackStat pass = WriteBackWhile(device, backing, "mark idle", out byte[] expected);
        Assert.Equal(new ZramWritebackStat(1, 0, 0, IsFull: false), pass);
        ZramRecompressionTests.AssertHolds(device, 0, expected);
        Assert.Empty(device.CheckIntegrity());
    }

    /// <summary>The planted bug: without the recheck the newest data is lost, and freed data comes back.</summary>
    [Theory]
    [InlineData("write")]
    [InlineData("free")]
    [InlineData("free and write")]
    public void Without_the_recheck_the_window_loses_data(string what)
    {
        var backing = new FakeBacking(9);
        using var device = new ZramDevice(new ZramOptions(8, Codecs.Any()) { Backing = backing })
        {
            PlantForgetsWritebackRecheck = true,
        };
        WriteBackWhile(device, backing, what, out byte[] expected);
        byte[] page = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(0, page));
        Assert.Equal(Pages.Text(1), page);
        Assert.NotEqual(expected, page);
    }

    /// <summary>
    /// A read has the block in hand when the slot is freed and the next page is written back: that page must get another
    /// block.
    /// </summary>
    [Fact]
    public void A_block_that_is_being_read_gets_no_other_page()
    {
        using ZramDevice device = ZramWritebackTests.Create(out FakeBacking backing, blockCount: 3);
        device.Write(0, Pages.Text(1));
        device.WriteBack(ZramSelection.All);
        uint block = device.Slots[0].Block;
        backing.Reading = _ =>
        {
            backing.Reading = null;
            device.NotifySlotFree(0);
            device.Write(1, Pages.Text(2));
            device.Write(2, Pages.Text(3));
            // The read keeps one of the two blocks.
            Assert.Equal(new ZramWritebackStat(1, 0, 0, IsFull: true), device.WriteBack(ZramSelection.All));
            Assert.NotEqual(block, device.Slots[1].Block);
        };
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Text(1));
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Same(0));
        Assert.Equal(1, device.BdStat.Count);
        Assert.Equal(1, device.WriteBack(ZramSelection.All).Written);
        Assert.Equal(block, device.Slots[2].Block);
        ZramRecompressionTests.AssertHolds(device, 1, Pages.Text(2));
        ZramRecompressionTests.AssertHolds(device, 2, Pages.Text(3));
        Assert.Empty(device.CheckIntegrity());
    }

    private static ZramWritebackStat WriteBackWhile(
        ZramDevice device,
        FakeBacking backing,
        string what,
        out byte[] expected
    )
    {
        device.Write(0, Pages.Text(1));
        expected = what switch
        {
            "write" or "free and write" => Pages.Text(2),
            "free" => Pages.Same(0),
            _ => Pages.Text(1),
        };
        byte[] next = expected;
        backing.Writing = _ =>
        {
            switch (what)
            {
                case "write" or "write the same":
                    device.Write(0, next);
                    break;
                case "free":
                    device.NotifySlotFree(0);
                    break;
                case "free and write":
                    device.NotifySlotFree(0);
                    device.Write(0, next);
                    device.MarkIdle();
                    break;
                case "read":
                    device.Read(0, new byte[PageSize.Bytes]);
                    break;
                default:
                    device.MarkIdle();
                    break;
            }
        };
        return device.WriteBack(ZramSelection.All);
    }
}
