using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd:1")]
    public void Any_flipped_bit_is_a_read_error_and_never_data(string spec)
    {
        using var device = new ZramDevice(new ZramOptions(5, Codecs.Any(spec)) { Checksum = true });
        // One page of each kind: compressed, raw, one word.
        for (uint slot = 0; slot < 5; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.Any((int)slot)));
        var random = new Random(7);
        byte[] page = new byte[PageSize.Bytes];
        const int Rounds = 2000;
        for (int round = 0; round < Rounds; round++)
        {
            uint slot = (uint)round % 5;
            int bit = random.Next(8 * PageSize.Bytes);
            device.FlipStoredBit(slot, bit);
            Assert.Equal(DeviceStatus.IoError, device.Read(slot, page));
            device.FlipStoredBit(slot, bit);
            Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
            Assert.Equal(Pages.Any((int)slot), page);
        }
        Assert.Equal((Rounds, Rounds), (device.IoStat.ChecksumErrors, device.IoStat.FailedReads));
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Without_checksums_a_flipped_bit_can_come_back_as_data()
    {
        using ZramDevice device = ZramDeviceTests.Create(1);
        device.Write(0, Pages.Random(1));
        device.FlipStoredBit(0, 5);
        byte[] page = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(0, page));
        Assert.NotEqual(Pages.Random(1), page);
        Assert.Equal(0, device.IoStat.ChecksumErrors);
    }

    [Fact]
    public void A_damaged_slot_can_be_written_and_freed()
    {
        using var device = new ZramDevice(new ZramOptions(2, Codecs.Any()) { Checksum = true });
        byte[] page = new byte[PageSize.Bytes];
        for (uint slot = 0; slot < 2; slot++)
        {
            device.Write(slot, Pages.Text(1));
            device.FlipStoredBit(slot, 1000);
            Assert.Equal(DeviceStatus.IoError, device.Read(slot, page));
        }
        device.Write(0, Pages.Text(2));
        Assert.Equal(DeviceStatus.Ok, device.Read(0, page));
        Assert.Equal(Pages.Text(2), page);
        device.NotifySlotFree(1);
        Assert.Equal(DeviceStatus.Ok, device.Read(1, page));
        Assert.Equal(Pages.Same(0), page);
        device.Reset();
        Assert.Equal(0, device.IoStat.ChecksumErrors);
        Assert.Equal(DeviceStatus.Ok, device.Read(0, page));
    }

    [Fact]
    public void Every_bit_and_every_length_count()
    {
        byte[] bytes = Pages.Random(3);
        HashSet<uint> sums = [];
        // XXH3 has a way of its own for each of 0 to 16, 128 and 240 bytes, and for more.
        for (int length = 0; length <= 300; length++)
            Assert.True(sums.Add(BlobChecksum.Of(bytes.AsSpan(0, length))));
        foreach (int length in new[] { 1, 7, 8, 16, 33, 128, 240, 300 })
        {
            uint whole = BlobChecksum.Of(bytes.AsSpan(0, length));
            for (int bit = 0; bit < 8 * length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(whole, BlobChecksum.Of(bytes.AsSpan(0, length)));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    /// <summary>Found by fuzzing: the same change twice, 16 bytes apart, was never noticed.</summary>
    [Fact]
    public void The_same_change_in_two_places_counts()
    {
        byte[] bytes = Pages.Random(3)[..256];
        uint whole = BlobChecksum.Of(bytes);
        for (int distance = 1; distance <= 128; distance++)
        {
            for (int at = 0; at < bytes.Length - distance; at++)
            {
                byte change = (byte)(1 << (at % 8));
                bytes[at] ^= change;
                bytes[at + distance] ^= change;
                Assert.True(whole != BlobChecksum.Of(bytes), $"at {at} and {distance} further");
                bytes[at] ^= change;
                bytes[at + distance] ^= change;
            }
        }
    }

    [Fact]
    public void Checksums_cost_four_bytes_a_slot_and_nothing_where_they_are_off()
    {
        using var device = new ZramDevice(new ZramOptions(1000, Codecs.Any()) { Checksum = true });
        using ZramDevice without = ZramDeviceTests.Create(1000);
        Assert.Equal((4000, 0), (device.Metadata.ChecksumBytes, without.Metadata.ChecksumBytes));
    }
}
