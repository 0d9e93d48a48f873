using SwapStress.Primitives;
using SwapStress.Store.Brd;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests;

/// <summary>What swap may expect of every device.</summary>
public sealed class DeviceContractTests
{
    private const uint SlotCount = 700;

    public static TheoryData<string> All() =>
        [
            "brd",
            "zram native lz4",
            "zram native zstd",
            "zram managed lz4",
            "zram managed zstd",
            "zram native zstd:3,dict",
            "zram native lz4 checksum",
            "zram native zstd checksum",
        ];

    [Theory, MemberData(nameof(All))]
    public void A_slot_without_data_reads_as_zeros(string kind)
    {
        using SwapDevice device = Create(kind);
        byte[] page = Pages.Random(1);
        Assert.Equal(DeviceStatus.Ok, device.Read(SlotCount - 1, page));
        Assert.Equal(-1, page.AsSpan().IndexOfAnyExcept((byte)0));
        Assert.Equal(default, device.Memory);
    }

    [Theory, MemberData(nameof(All))]
    public void What_was_written_last_is_read(string kind)
    {
        using SwapDevice device = Create(kind);
        byte[] page = new byte[PageSize.Bytes];
        for (int round = 0; round < 3; round++)
        {
            for (uint slot = 0; slot < SlotCount; slot++)
                Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.Any((int)slot + (round * 1237))));
            for (uint slot = 0; slot < SlotCount; slot++)
            {
                Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                Assert.Equal(Pages.Any((int)slot + (round * 1237)), page);
            }
        }
        Assert.Equal((long)SlotCount * PageSize.Bytes, device.Memory.OrigDataSizeBytes);
    }

    [Theory, MemberData(nameof(All))]
    public void Requests_beyond_the_end_or_of_a_wrong_length_are_refused(string kind)
    {
        using SwapDevice device = Create(kind);
        Assert.Equal(DeviceStatus.InvalidSlot, device.Read(SlotCount, new byte[PageSize.Bytes]));
        Assert.Equal(DeviceStatus.InvalidSlot, device.Write(uint.MaxValue, new byte[PageSize.Bytes]));
        Assert.Equal(DeviceStatus.InvalidSlot, device.Write(0, new byte[PageSize.Bytes - 1]));
        Assert.Equal(DeviceStatus.InvalidSlot, device.Read(0, new byte[PageSize.Bytes + 1]));
        device.NotifySlotFree(SlotCount);
        if (device is ZramDevice zram)
            Assert.Equal(5, zram.IoStat.InvalidIo);
    }

    [Theory, MemberData(nameof(All))]
    public void Nothing_managed_is_allocated(string kind)
    {
        using SwapDevice device = Create(kind);
        byte[][] pages = [.. Enumerable.Range(0, 20).Select(Pages.Any)];
        byte[] back = new byte[PageSize.Bytes];
        Allocations.AssertNone(() =>
        {
            for (uint i = 0; i < pages.Length; i++)
            {
                device.Write(i, pages[i]);
                device.Read(i, back);
                device.NotifySlotFree(i);
            }
        });
    }

    [Theory, MemberData(nameof(All))]
    public void A_read_takes_at_least_its_delay(string kind)
    {
        using SwapDevice device = Create(kind, new ReadDelay(20_000_000, DelayKind.Sleep));
        byte[] page = new byte[PageSize.Bytes];
        device.Write(1, Pages.Text(1));
        var reader = new Thread(() => device.Read(1, page));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        reader.Start();
        reader.Join();
        Assert.True(watch.ElapsedMilliseconds >= 20);
        Assert.Equal(Pages.Text(1), page);
    }

    internal static SwapDevice Create(string kind, ReadDelay delay = default)
    {
        if (kind == "brd")
            return new BrdDevice(SlotCount, delay);
        string[] parts = kind.Split(' ');
        return new ZramDevice(
            new ZramOptions(SlotCount, Codecs.Find(parts[1], parts[2]))
            {
                ReadDelay = delay,
                Checksum = parts is [.., "checksum"],
            }
        );
    }
}
