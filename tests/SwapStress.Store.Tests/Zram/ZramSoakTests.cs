using System.Buffers.Binary;
using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>Threads that write, read and free the same slots: each read gives one whole page that was written there.</summary>
public sealed class ZramSoakTests
{
    private const int ThreadCount = 6;
    private const int SlotCount = 24;
    private const int StampWords = 4;

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void Reads_are_never_torn_and_nothing_is_left_over(string spec)
    {
        using ZramDevice device = ZramDeviceTests.Create(SlotCount, spec);
        Storm.Run(
            ThreadCount,
            TimeSpan.FromSeconds(2),
            (index, stop) =>
            {
                var random = new Random(index);
                byte[] page = new byte[PageSize.Bytes];
                while (!stop())
                {
                    uint slot = (uint)random.Next(SlotCount);
                    switch (random.Next(4))
                    {
                        case 0:
                            Stamp(page, slot, random.Next(1, 1000));
                            Assert.Equal(DeviceStatus.Ok, device.Write(slot, page));
                            break;
                        case 1:
                            device.NotifySlotFree(slot);
                            break;
                        default:
                            Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                            AssertWhole(page, slot);
                            break;
                    }
                }
            }
        );
        Assert.Empty(device.CheckIntegrity());
        for (uint slot = 0; slot < SlotCount; slot++)
            device.NotifySlotFree(slot);
        Assert.Empty(device.CheckIntegrity());
        DeviceMemory memory = device.Memory;
        Assert.Equal(
            (0, 0, 0, 0, 0),
            (
                memory.OrigDataSizeBytes,
                memory.ComprDataSizeBytes,
                memory.MemUsedTotalBytes,
                memory.SamePages,
                memory.HugePages
            )
        );
        ZramIoStat io = device.IoStat;
        Assert.Equal((0, 0, 0), (io.FailedReads, io.FailedWrites, io.InvalidIo));
    }

    /// <summary>A page whose every part follows from its first words: compressible, incompressible or of one word.</summary>
    private static void Stamp(byte[] page, uint slot, int seed)
    {
        if (seed % 5 == 0)
        {
            page.AsSpan().Fill((byte)(slot + 1));
            return;
        }
        Fill(page, slot, seed);
    }

    private static void Fill(byte[] page, uint slot, int seed)
    {
        page.AsSpan().Clear();
        ulong state = ((ulong)seed << 32) | slot;
        int end = seed % 3 == 0 ? PageSize.Bytes : PageSize.Bytes / 4;
        for (int i = sizeof(ulong) * StampWords; i < end; i += sizeof(ulong))
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(i), state);
        }
        BinaryPrimitives.WriteInt32LittleEndian(page, seed);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(8), slot + 1);
    }

    private static void AssertWhole(byte[] page, uint slot)
    {
        if (page.AsSpan().IndexOfAnyExcept(page[0]) < 0)
        {
            Assert.True(page[0] == 0 || page[0] == slot + 1, $"slot {slot} gave a page of {page[0]}");
            return;
        }
        byte[] expected = new byte[PageSize.Bytes];
        Fill(expected, slot, BinaryPrimitives.ReadInt32LittleEndian(page));
        Assert.True(page.AsSpan().SequenceEqual(expected), $"slot {slot} gave a page that nobody wrote");
    }
}
