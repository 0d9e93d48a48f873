using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>Eight threads write, read and free, and two compact, one of them in the background.</summary>
public sealed class CompactionSoakTests
{
    private const int ThreadCount = 8;
    private const int SlotsEach = 96;
    private const int SharedSlots = 32;
    private const uint SlotCount = (ThreadCount * SlotsEach) + SharedSlots;

    /// <summary>Each thread has slots of its own, where it knows what must be read, and some that all write to.</summary>
    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void Nothing_is_lost_torn_or_left_over(string spec)
    {
        using ZramDevice device = ZramDeviceTests.Create(SlotCount, spec);
        byte[][] pages = [.. Enumerable.Range(0, 60).Select(Pages.Any)];
        long freed = 0;
        using var compactor = new ZramCompactor(device, TimeSpan.FromMilliseconds(1));
        Storm.Run(
            ThreadCount + 1,
            TimeSpan.FromSeconds(3),
            (index, stop) =>
            {
                if (index == ThreadCount)
                {
                    while (!stop())
                        freed += device.Compact();
                    return;
                }
                Use(device, pages, index, stop);
            }
        );
        compactor.Pause();
        Assert.True(freed > 0 && compactor.Compactions > 0, $"{freed} pages, {compactor.Compactions} compactions");
        Assert.InRange(device.Memory.PagesCompacted, freed, long.MaxValue);
        Assert.Empty(device.CheckIntegrity());
        for (uint slot = 0; slot < SlotCount; slot++)
            device.NotifySlotFree(slot);
        Assert.Empty(device.CheckIntegrity());
        DeviceMemory memory = device.Memory;
        Assert.Equal((0, 0, 0), (memory.OrigDataSizeBytes, memory.ComprDataSizeBytes, memory.MemUsedTotalBytes));
        Assert.Equal((0, 0, 0), (device.IoStat.FailedReads, device.IoStat.FailedWrites, device.IoStat.InvalidIo));
    }

    private static void Use(ZramDevice device, byte[][] pages, int thread, Func<bool> stop)
    {
        var random = new Random(thread);
        byte[]?[] model = new byte[SlotsEach][];
        byte[] page = new byte[PageSize.Bytes];
        byte[] zeros = new byte[PageSize.Bytes];
        while (!stop())
        {
            bool isShared = random.Next(8) == 0;
            int own = random.Next(SlotsEach);
            uint slot = (uint)(isShared ? (ThreadCount * SlotsEach) + (own % SharedSlots) : (thread * SlotsEach) + own);
            switch (random.Next(4))
            {
                case 0:
                    byte[] fresh = pages[random.Next(pages.Length)];
                    Assert.Equal(DeviceStatus.Ok, device.Write(slot, fresh));
                    model[own] = isShared ? model[own] : fresh;
                    break;
                case 1:
                    // A free is not done where a compaction has the slot's lock; then the data may be read again.
                    device.NotifySlotFree(slot);
                    if (!isShared && model[own] is not null)
                        model[own] = WasFreed(device, slot, page, zeros) ? null : model[own];
                    break;
                default:
                    Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                    if (isShared)
                        Assert.True(IsOneOf(pages, page) || page.AsSpan().SequenceEqual(zeros), $"slot {slot} is torn");
                    else
                        Assert.True(page.AsSpan().SequenceEqual(model[own] ?? zeros), $"slot {slot} has other data");
                    break;
            }
        }
    }

    private static bool WasFreed(ZramDevice device, uint slot, byte[] page, byte[] zeros)
    {
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
        return page.AsSpan().SequenceEqual(zeros);
    }

    private static bool IsOneOf(byte[][] pages, byte[] page) =>
        Array.Exists(pages, candidate => candidate.AsSpan().SequenceEqual(page));
}
