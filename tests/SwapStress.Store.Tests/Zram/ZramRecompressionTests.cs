using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zram;

public sealed unsafe class ZramRecompressionTests
{
    [Theory]
    [InlineData("zstd:9")]
    [InlineData("zstd")]
    public void A_page_is_the_same_afterwards_and_its_class_is_smaller(string secondary)
    {
        using ZramDevice device = Create(64, secondary);
        for (uint slot = 0; slot < 64; slot++)
            device.Write(slot, Pages.Text((int)slot));
        DeviceMemory before = device.Memory;
        int[] classes = [.. Enumerable.Range(0, 64).Select(slot => ClassOf(device, (uint)slot))];
        ZramRecompressionStat pass = device.Recompress(ZramSelection.All);
        Assert.Equal((64, 0, 0), (pass.Pages, pass.Incompressible, pass.Failed));
        DeviceMemory after = device.Memory;
        Assert.Equal(before.ComprDataSizeBytes - pass.BytesSaved, after.ComprDataSizeBytes);
        Assert.InRange(after.MemUsedTotalBytes, 1, before.MemUsedTotalBytes - 1);
        Assert.Equal(before.OrigDataSizeBytes, after.OrigDataSizeBytes);
        for (uint slot = 0; slot < 64; slot++)
        {
            Assert.Equal(1, device.Slots[slot].Priority);
            Assert.InRange(ClassOf(device, slot), 0, classes[slot] - 1);
            AssertHolds(device, slot, Pages.Text((int)slot));
        }
        Assert.Empty(device.CheckIntegrity());
        Assert.Equal(pass, device.RecompressionStat);
        // There is no stronger algorithm left.
        Assert.Equal(default, device.Recompress(ZramSelection.All));
    }

    [Fact]
    public void What_does_not_become_smaller_is_not_tried_again()
    {
        var codec = new CountingCodec(Codecs.Any("zstd:9"));
        using var device = new ZramDevice(new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [codec.Choice] });
        device.Write(0, Pages.Random(1));
        device.Write(1, Pages.Same(1));
        Assert.Equal(new ZramRecompressionStat(0, 0, 1, 0), device.Recompress(ZramSelection.All));
        Assert.True(device.Slots[0].IsIncompressible);
        AssertHolds(device, 0, Pages.Random(1));
        Assert.Equal(default, device.Recompress(ZramSelection.All));
        Assert.Equal(1, codec.Compressions);
        // New data is a new chance.
        device.Write(0, Pages.Random(2));
        device.Recompress(ZramSelection.All);
        Assert.Equal(2, codec.Compressions);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_smaller_blob_in_the_same_class_is_not_taken()
    {
        // The same algorithm gives the same length, and one byte less would not change the class either.
        using ZramDevice device = Create(8, "lz4");
        device.Write(0, Pages.Text(1));
        byte[] blob = device.CopyBlob(0);
        Assert.Equal(new ZramRecompressionStat(0, 0, 1, 0), device.Recompress(ZramSelection.All));
        Assert.Equal(blob, device.CopyBlob(0));
        Assert.Equal(0, device.Slots[0].Priority);
    }

    [Fact]
    public void The_next_algorithm_is_tried_where_one_does_not_help()
    {
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any("lz4"), Codecs.Any("zstd:9")] }
        );
        device.Write(0, Pages.Text(1));
        Assert.Equal(1, device.Recompress(ZramSelection.All).Pages);
        Assert.Equal(2, device.Slots[0].Priority);
        AssertHolds(device, 0, Pages.Text(1));
    }

    [Fact]
    public void Idle_are_the_slots_that_nobody_touched()
    {
        using ZramDevice device = Create(8);
        for (uint slot = 0; slot < 4; slot++)
            device.Write(slot, Pages.Text((int)slot));
        Assert.Equal(0, device.Recompress(ZramSelection.Idle).Pages);
        device.MarkIdle();
        device.Read(1, new byte[PageSize.Bytes]);
        device.Write(2, Pages.Text(20));
        device.NotifySlotFree(3);
        Assert.Equal(1, device.Recompress(ZramSelection.Idle).Pages);
        Assert.Equal([1, 0, 0, 0], Enumerable.Range(0, 4).Select(slot => device.Slots[slot].Priority));
        // What was recompressed has been touched.
        Assert.False(device.Slots[0].IsIdle);
        AssertHolds(device, 0, Pages.Text(0));
        AssertHolds(device, 2, Pages.Text(20));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Huge_pages_can_be_chosen_alone()
    {
        using ZramDevice device = Create(8);
        // No codec finds anything in these; lz4 leaves them huge, zstd packs their hexadecimal digits.
        byte[] digits = System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(Pages.Random(1))[..PageSize.Bytes]);
        device.Write(0, digits);
        device.Write(1, Pages.Text(1));
        device.MarkIdle();
        Assert.True(device.Slots[0].IsHuge);
        Assert.Equal(1, device.Recompress(ZramSelection.HugeIdle).Pages);
        Assert.Equal([1, 0], [device.Slots[0].Priority, device.Slots[1].Priority]);
        Assert.Equal((0, 1), (device.Memory.HugePages, device.Memory.HugePagesSince));
        AssertHolds(device, 0, digits);
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_threshold_leaves_small_objects_alone_and_refuses_large_ones()
    {
        using ZramDevice device = Create(8);
        device.Write(0, Pages.Text(1));
        device.Write(1, Pages.NearZero(1));
        int length = device.Slots[0].Length;
        Assert.Equal(default, device.Recompress(ZramSelection.All, thresholdBytes: length + 1));
        // Smaller, but not below the threshold.
        Assert.Equal(1, device.Recompress(ZramSelection.All, thresholdBytes: 200).Incompressible);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Recompress(ZramSelection.All, PageSize.Bytes));
    }

    [Fact]
    public void Without_memory_the_old_object_stays()
    {
        var source = new RefusingSource();
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any("zstd:9")] },
            new ZsPool(source)
        );
        device.Write(0, Pages.Text(1));
        source.Refuses = _ => true;
        Assert.Equal(new ZramRecompressionStat(0, 0, 0, 1), device.Recompress(ZramSelection.All));
        AssertHolds(device, 0, Pages.Text(1));
        source.Refuses = _ => false;
        Assert.Equal(1, device.Recompress(ZramSelection.All).Pages);
        AssertHolds(device, 0, Pages.Text(1));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void A_blob_that_does_not_decompress_is_left_alone()
    {
        using ZramDevice device = Create(8);
        device.Write(0, Pages.Text(1));
        device.Pool.Map(device.Slots[0].Handle, device.Slots[0].Length).Fill(0xff);
        Assert.Equal(new ZramRecompressionStat(0, 0, 0, 1), device.Recompress(ZramSelection.All));
        Assert.Equal(DeviceStatus.IoError, device.Read(0, new byte[PageSize.Bytes]));
    }

    [Fact]
    public void A_pass_can_be_ended_early()
    {
        bool shouldEnd = false;
        CodecChoice ending = new HookedCodec(Codecs.Any("zstd:9")) { Compressed = () => shouldEnd = true }.Choice;
        using var device = new ZramDevice(new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [ending] });
        for (uint slot = 0; slot < 4; slot++)
            device.Write(slot, Pages.Text((int)slot));
        Assert.Equal(1, device.Recompress(ZramSelection.All, shouldEnd: () => shouldEnd).Pages);
        Assert.Equal([1, 0, 0, 0], Enumerable.Range(0, 4).Select(slot => device.Slots[slot].Priority));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        using ZramDevice plain = ZramDeviceTests.Create(8);
        Assert.Throws<InvalidOperationException>(() => plain.Recompress(ZramSelection.All));
        using ZramDevice device = Create(8);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Recompress(ZramSelection.Incompressible));
        CodecChoice codec = Codecs.Any("zstd:9");
        Assert.Throws<ArgumentException>(() =>
            new ZramDevice(new ZramOptions(8, codec) { SecondaryCodecs = [codec, codec, codec, codec] })
        );
    }

    internal static ZramDevice Create(uint slots, string secondary = "zstd:9") =>
        new(new ZramOptions(slots, Codecs.Any()) { SecondaryCodecs = [Codecs.Any(secondary)] });

    internal static void AssertHolds(ZramDevice device, uint slot, byte[] expected)
    {
        byte[] page = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
        Assert.True(page.AsSpan().SequenceEqual(expected), $"slot {slot} gave another page");
    }

    private static int ClassOf(ZramDevice device, uint slot) => device.Pool.Table.IndexFor(device.Slots[slot].Length);
}
