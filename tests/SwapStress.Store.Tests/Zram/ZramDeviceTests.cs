using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zram;

public sealed class ZramDeviceTests
{
    [Fact]
    public void The_columns_of_mm_stat_are_the_kernels()
    {
        using ZramDevice device = Create(16);
        device.Write(0, Pages.Same(0));
        device.Write(1, Pages.Same(0x1234567890abcdef));
        device.Write(2, Pages.Random(1));
        device.Write(3, Pages.Text(1));
        DeviceMemory memory = device.Memory;
        int textBytes = device.CopyBlob(3).Length;
        SizeClassGeometry text = device.Pool.Table.Geometry(device.Pool.Table.IndexFor(textBytes));
        long used = (text.PagesPerZspage + 1) * PageSize.Bytes;
        Assert.Equal(
            new DeviceMemory(4 * PageSize.Bytes, PageSize.Bytes + textBytes, used, 0, used, 2, 0, 1, 1),
            memory
        );

        device.Write(2, Pages.Random(2));
        Assert.Equal((1, 2), (device.Memory.HugePages, device.Memory.HugePagesSince));
        for (uint slot = 0; slot < 4; slot++)
            device.NotifySlotFree(slot);
        Assert.Equal(
            memory with
            {
                OrigDataSizeBytes = 0,
                ComprDataSizeBytes = 0,
                MemUsedTotalBytes = 0,
                // The second incompressible page was stored before the first one went.
                MemUsedMaxBytes = used + PageSize.Bytes,
                SamePages = 0,
                HugePages = 0,
                HugePagesSince = 2,
            },
            device.Memory
        );
        Assert.Equal(4, device.IoStat.NotifyFree);
        Assert.Empty(device.CheckIntegrity());
        device.ResetMemUsedMax();
        Assert.Equal(0, device.Memory.MemUsedMaxBytes);
    }

    [Fact]
    public void At_the_limit_a_write_fails_and_the_slot_keeps_what_it_held()
    {
        using ZramDevice device = Create(64, limitBytes: (8 * PageSize.Bytes) - 1);
        Assert.Equal(8 * PageSize.Bytes, device.MemLimitBytes);
        for (uint slot = 0; slot < 8; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.Random((int)slot)));
        Assert.Equal(DeviceStatus.NoSpace, device.Write(8, Pages.Random(8)));
        Assert.Equal(DeviceStatus.NoSpace, device.Write(3, Pages.Random(100)));
        Assert.Equal(2, device.IoStat.FailedWrites);
        byte[] page = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(3, page));
        Assert.Equal(Pages.Random(3), page);
        // A page of one word needs no memory, and frees some.
        Assert.Equal(DeviceStatus.Ok, device.Write(3, Pages.Same(7)));
        Assert.Equal(DeviceStatus.Ok, device.Write(8, Pages.Random(8)));
        Assert.Equal(8 * PageSize.Bytes, device.Memory.MemUsedTotalBytes);
        Assert.Empty(device.CheckIntegrity());
        device.MemLimitBytes = 0;
        Assert.Equal(DeviceStatus.Ok, device.Write(9, Pages.Random(9)));
    }

    [Fact]
    public void Memory_that_comes_only_with_waiting_costs_a_second_compression()
    {
        var source = new RefusingSource { Refuses = mayWait => !mayWait };
        using var device = new ZramDevice(new ZramOptions(8, Codecs.Any()), new ZsPool(source));
        Assert.Equal(DeviceStatus.Ok, device.Write(0, Pages.Text(1)));
        Assert.Equal(DeviceStatus.Ok, device.Write(1, Pages.Random(1)));
        Assert.Equal(2, device.IoStat.WriteStall);
        byte[] page = new byte[PageSize.Bytes];
        device.Read(0, page);
        Assert.Equal(Pages.Text(1), page);
        device.Read(1, page);
        Assert.Equal(Pages.Random(1), page);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Without_any_memory_a_write_fails_and_the_slot_keeps_what_it_held()
    {
        var source = new RefusingSource();
        using var device = new ZramDevice(new ZramOptions(8, Codecs.Any()), new ZsPool(source));
        Assert.Equal(DeviceStatus.Ok, device.Write(0, Pages.Random(1)));
        source.Refuses = _ => true;
        Assert.Equal(DeviceStatus.NoSpace, device.Write(0, Pages.Random(2)));
        byte[] page = new byte[PageSize.Bytes];
        device.Read(0, page);
        Assert.Equal(Pages.Random(1), page);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public unsafe void Freeing_a_locked_slot_keeps_the_data_and_is_counted()
    {
        using ZramDevice device = Create(8);
        device.Write(2, Pages.Text(1));
        LockWord.Enter(&device.Slots[2].Lock, LockRank.DeviceSlot);
        device.NotifySlotFree(2);
        LockWord.Exit(&device.Slots[2].Lock, LockRank.DeviceSlot);
        Assert.Equal((1, 1), (device.IoStat.NotifyFree, device.IoStat.MissFree));
        byte[] page = new byte[PageSize.Bytes];
        device.Read(2, page);
        Assert.Equal(Pages.Text(1), page);
    }

    [Fact]
    public unsafe void Of_many_slots_freed_at_once_each_counts_for_itself()
    {
        using ZramDevice device = Create(8);
        device.Write(1, Pages.Same(7));
        device.Write(2, Pages.Text(1));
        device.Write(3, Pages.Random(1));
        device.Write(4, Pages.Text(2));
        LockWord.Enter(&device.Slots[2].Lock, LockRank.DeviceSlot);
        device.NotifySlotsFree([1, 2, 3, 4, 5, 8]);
        LockWord.Exit(&device.Slots[2].Lock, LockRank.DeviceSlot);
        Assert.Equal((5, 1, 1), (device.IoStat.NotifyFree, device.IoStat.MissFree, device.IoStat.InvalidIo));
        DeviceMemory memory = device.Memory;
        Assert.Equal((PageSize.Bytes, 0, 0), (memory.OrigDataSizeBytes, memory.SamePages, memory.HugePages));
        Assert.Equal(device.CopyBlob(2).Length, memory.ComprDataSizeBytes);
        Assert.Empty(device.CheckIntegrity());
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public unsafe void A_damaged_blob_is_a_read_error(string spec)
    {
        using ZramDevice device = Create(8, spec: spec);
        device.Write(2, Pages.Text(1));
        ZramSlot* slot = device.Slots + 2;
        device.Pool.Map(slot->Handle, slot->Length).Fill(0xff);
        Assert.Equal(DeviceStatus.IoError, device.Read(2, new byte[PageSize.Bytes]));
        Assert.Equal(1, device.IoStat.FailedReads);
    }

    [Fact]
    public void Reset_frees_everything_and_keeps_the_limit()
    {
        using ZramDevice device = Create(64, limitBytes: 1 << 20);
        for (uint slot = 0; slot < 64; slot++)
            device.Write(slot, Pages.Any((int)slot));
        device.NotifySlotFree(64);
        device.Reset();
        Assert.Equal(default(DeviceMemory) with { MemLimitBytes = 1 << 20 }, device.Memory);
        Assert.Equal(default, device.IoStat);
        Assert.Empty(device.CheckIntegrity());
        byte[] page = Pages.Random(1);
        device.Read(5, page);
        Assert.Equal(Pages.Same(0), page);
    }

    [Fact]
    public unsafe void A_slot_takes_16_bytes() => Assert.Equal(16, sizeof(ZramSlot));

    /// <summary>
    /// The host's zram takes 1.019 times the compressed size for CoreLib. Each class has one zspage that is not full,
    /// 1.5 MB in all, so it takes many pages to get there.
    /// </summary>
    [Fact]
    public void Many_pages_are_stored_densely()
    {
        uint count = (uint)Pages.RuntimeCount * 10;
        using ZramDevice device = Create(count);
        for (uint slot = 0; slot < count; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.OfRuntime((int)slot)));
        DeviceMemory memory = device.Memory;
        Assert.InRange(memory.MemUsedTotalBytes / (double)memory.ComprDataSizeBytes, 1.0, 1.035);
        // A descriptor for each page, a handle for each object, and a piece of handles for each class that is not full.
        long metadata =
            (memory.MemUsedTotalBytes / PageSize.Bytes * SlabPage.Bytes)
            + (count * 9)
            + (SizeClassTable.Count * HandleSlab.PieceBytes);
        Assert.InRange(device.Pool.MetadataBytes, 0, metadata);
    }

    internal static ZramDevice Create(uint slots, string spec = "lz4", long limitBytes = 0) =>
        new(new ZramOptions(slots, Codecs.Any(spec)) { MemLimitBytes = limitBytes });
}
