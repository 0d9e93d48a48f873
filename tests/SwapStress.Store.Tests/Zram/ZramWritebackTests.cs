using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

public sealed unsafe class ZramWritebackTests
{
    private static readonly ZramWritebackStat One = new(1, 0, 0, IsFull: false);

    [Fact]
    public void A_page_is_read_back_and_takes_no_memory()
    {
        using ZramDevice device = Create(out _);
        device.Write(0, Pages.Text(1));
        device.Write(1, Pages.Random(1));
        device.Write(2, Pages.Same(1));
        Assert.Equal(new ZramWritebackStat(2, 0, 0, IsFull: false), device.WriteBack(ZramSelection.All));
        Assert.Equal(new ZramBdStat(2, 0, 2), device.BdStat);
        DeviceMemory memory = device.Memory;
        Assert.Equal((0, 0, 0), (memory.ComprDataSizeBytes, memory.MemUsedTotalBytes, memory.HugePages));
        Assert.Equal(3 * PageSize.Bytes, memory.OrigDataSizeBytes);
        Assert.Empty(device.CheckIntegrity());
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Text(1));
        ZramRecompressionTests.AssertHolds(device, 1, Pages.Random(1));
        ZramRecompressionTests.AssertHolds(device, 2, Pages.Same(1));
        Assert.Equal(new ZramBdStat(2, 2, 2), device.BdStat);
        // There is nothing left to write, and nothing of it is idle.
        device.MarkIdle();
        Assert.Equal(default, device.WriteBack(ZramSelection.All));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Freeing_and_writing_give_the_block_back()
    {
        using ZramDevice device = Create(out _);
        for (uint slot = 0; slot < 3; slot++)
            device.Write(slot, Pages.Text((int)slot));
        device.WriteBack(ZramSelection.All);
        device.NotifySlotFree(0);
        device.Write(1, Pages.Text(11));
        Assert.Equal(1, device.BdStat.Count);
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Same(0));
        ZramRecompressionTests.AssertHolds(device, 1, Pages.Text(11));
        ZramRecompressionTests.AssertHolds(device, 2, Pages.Text(2));
        Assert.Equal(2 * PageSize.Bytes, device.Memory.OrigDataSizeBytes);
        Assert.Empty(device.CheckIntegrity());
        device.Reset();
        Assert.Equal(default, device.BdStat);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Each_selection_takes_its_own()
    {
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any()], Backing = new FakeBacking(9) }
        );
        device.Write(0, Pages.Text(1));
        device.Write(1, Pages.Random(1));
        device.Write(2, Pages.Text(2));
        device.Write(3, Pages.Random(3));
        device.MarkIdle();
        device.Read(2, new byte[PageSize.Bytes]);
        device.Read(3, new byte[PageSize.Bytes]);
        Assert.Equal(One, device.WriteBack(ZramSelection.HugeIdle));
        Assert.True(device.Slots[1].IsWrittenBack);
        Assert.Equal(One, device.WriteBack(ZramSelection.Idle));
        Assert.True(device.Slots[0].IsWrittenBack);
        Assert.Equal(One, device.WriteBack(ZramSelection.Huge));
        Assert.True(device.Slots[3].IsWrittenBack);
        Assert.Equal(default, device.WriteBack(ZramSelection.Incompressible));
        device.Recompress(ZramSelection.All);
        Assert.Equal(One, device.WriteBack(ZramSelection.Incompressible));
        Assert.True(device.Slots[2].IsWrittenBack);
    }

    [Fact]
    public void A_full_backing_device_ends_the_pass()
    {
        using ZramDevice device = Create(out _, blockCount: 3);
        for (uint slot = 0; slot < 4; slot++)
            device.Write(slot, Pages.Text((int)slot));
        Assert.Equal(new ZramWritebackStat(2, 0, 0, IsFull: true), device.WriteBack(ZramSelection.All));
        Assert.Equal(new ZramWritebackStat(0, 0, 0, IsFull: true), device.WriteBack(ZramSelection.All));
        device.NotifySlotFree(1);
        Assert.Equal(new ZramWritebackStat(1, 0, 0, IsFull: true), device.WriteBack(ZramSelection.All));
        for (uint slot = 0; slot < 4; slot++)
            ZramRecompressionTests.AssertHolds(device, slot, slot == 1 ? Pages.Same(0) : Pages.Text((int)slot));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_failed_write_leaves_the_slot_as_it_was()
    {
        using ZramDevice device = Create(out FakeBacking backing);
        device.Write(0, Pages.Text(1));
        device.Write(1, Pages.Random(1));
        int failures = 1;
        backing.Writing = _ =>
        {
            if (failures-- > 0)
                throw new IOException("No space left on device.");
        };
        // The pass goes on with the next slot, which gets the block that is still in hand.
        Assert.Equal(new ZramWritebackStat(1, 0, 1, IsFull: false), device.WriteBack(ZramSelection.All));
        Assert.False(device.Slots[0].IsWrittenBack);
        Assert.Equal(new ZramBdStat(1, 0, 1), device.BdStat);
        Assert.Empty(device.CheckIntegrity());
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Text(1));
        ZramRecompressionTests.AssertHolds(device, 1, Pages.Random(1));
    }

    [Fact]
    public void A_failed_read_is_an_error_and_the_page_stays()
    {
        using ZramDevice device = Create(out FakeBacking backing);
        device.Write(3, Pages.Text(1));
        device.WriteBack(ZramSelection.All);
        backing.Reading = _ => throw new IOException("Input/output error.");
        Assert.Equal(DeviceStatus.IoError, device.Read(3, new byte[PageSize.Bytes]));
        Assert.Equal(1, device.IoStat.FailedReads);
        backing.Reading = null;
        ZramRecompressionTests.AssertHolds(device, 3, Pages.Text(1));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_pass_can_be_ended_early()
    {
        using ZramDevice device = Create(out FakeBacking backing);
        for (uint slot = 0; slot < 4; slot++)
            device.Write(slot, Pages.Text((int)slot));
        bool shouldEnd = false;
        backing.Writing = _ => shouldEnd = true;
        Assert.Equal(One, device.WriteBack(ZramSelection.All, () => shouldEnd));
        Assert.Equal(1, device.BdStat.Count);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_recompressed_page_is_written_back_whole()
    {
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any("zstd:9")], Backing = new FakeBacking(9) }
        );
        device.Write(0, Pages.Text(1));
        Assert.Equal(1, device.Recompress(ZramSelection.All).Pages);
        Assert.Equal(One, device.WriteBack(ZramSelection.All));
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Text(1));
        Assert.Equal(default, device.Recompress(ZramSelection.All));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Reads_of_the_backing_device_allocate_nothing()
    {
        using ZramDevice device = Create(out _);
        device.Write(0, Pages.Text(1));
        device.WriteBack(ZramSelection.All);
        byte[] page = new byte[PageSize.Bytes];
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 20; i++)
                device.Read(0, page);
        });
    }

    [Fact]
    public void Without_a_backing_device_nothing_can_be_written_back()
    {
        using ZramDevice device = ZramDeviceTests.Create(8);
        Assert.Throws<InvalidOperationException>(() => device.WriteBack(ZramSelection.All));
        Assert.Equal(default, device.BdStat);
    }

    internal static ZramDevice Create(out FakeBacking backing, uint blockCount = 9)
    {
        backing = new FakeBacking(blockCount);
        return new ZramDevice(new ZramOptions(8, Codecs.Any()) { Backing = backing });
    }
}
