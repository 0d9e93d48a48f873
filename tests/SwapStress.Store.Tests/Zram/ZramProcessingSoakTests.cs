using System.Globalization;
using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>
/// Eight threads write, read and free while three others recompress, write back to a file and compact, and each read is
/// verified by its checksum. Each slot has an owner, who
/// alone writes and frees it and so knows what it must hold; everybody reads.
/// </summary>
/// <remarks>
/// Two seconds, or as many as SWAPSTRESS_SOAK_SECONDS says: <c>SWAPSTRESS_SOAK_SECONDS=600 dotnet test
/// tests/SwapStress.Store.Tests --filter ZramProcessingSoakTests</c>.
/// </remarks>
public sealed class ZramProcessingSoakTests
{
    private const int OwnerCount = 8;
    private const int SlotsOfOwner = 12;
    private const int SlotCount = OwnerCount * SlotsOfOwner;

    [Fact]
    public void Nothing_is_lost_torn_or_left_over()
    {
        using var directory = new TestDirectory();
        using var device = new ZramDevice(
            new ZramOptions(SlotCount, Codecs.Any())
            {
                SecondaryCodecs = [Codecs.Any("zstd:3"), Codecs.Any("zstd:9")],
                Checksum = true,
                // Less than there are slots, so that it fills up.
                Backing = new BackingFile(directory["bd"], SlotCount / 2),
            }
        );
        Storm.Run(
            OwnerCount + 3,
            Duration(),
            (index, stop) =>
            {
                if (index < OwnerCount)
                    Own(device, index, stop);
                else if (index == OwnerCount + 2)
                    Compact(device, stop);
                else
                    Process(device, recompresses: index == OwnerCount, stop);
            }
        );
        Assert.Empty(device.CheckIntegrity());
        Assert.InRange(device.RecompressionStat.Pages, 1, long.MaxValue);
        Assert.InRange(device.BdStat.Writes, 1, long.MaxValue);
        Assert.InRange(device.BdStat.Reads, 1, long.MaxValue);
        Assert.Equal((0, 0, 0), (device.IoStat.FailedReads, device.IoStat.FailedWrites, device.IoStat.ChecksumErrors));
        for (uint slot = 0; slot < SlotCount; slot++)
            device.NotifySlotFree(slot);
        Assert.Empty(device.CheckIntegrity());
        Assert.Equal(
            (0, 0, 0),
            (device.Memory.OrigDataSizeBytes, device.Memory.MemUsedTotalBytes, device.BdStat.Count)
        );
    }

    private static void Own(ZramDevice device, int owner, Func<bool> stop)
    {
        var random = new Random(owner);
        var model = new Dictionary<uint, byte[]>();
        byte[] page = new byte[PageSize.Bytes];
        byte[] zeros = new byte[PageSize.Bytes];
        var mayBeZeros = new HashSet<uint>();
        while (!stop())
        {
            uint slot = (uint)((owner * SlotsOfOwner) + random.Next(SlotsOfOwner));
            switch (random.Next(8))
            {
                case 0:
                    byte[] fresh = new byte[PageSize.Bytes];
                    StampedPages.Fill(fresh, slot, random.Next(1, 1000));
                    Assert.Equal(DeviceStatus.Ok, device.Write(slot, fresh));
                    model[slot] = fresh;
                    mayBeZeros.Remove(slot);
                    break;
                case 1 when random.Next(4) == 0:
                    // The data stays if somebody else has the slot's lock at this moment.
                    device.NotifySlotFree(slot);
                    mayBeZeros.Add(slot);
                    break;
                case 1 or 2 or 3:
                    Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                    Assert.True(
                        page.AsSpan().SequenceEqual(model.GetValueOrDefault(slot, zeros))
                            || (mayBeZeros.Contains(slot) && page.AsSpan().SequenceEqual(zeros)),
                        $"slot {slot} does not hold what its owner wrote last"
                    );
                    break;
                default:
                    uint other = (uint)random.Next(SlotCount);
                    Assert.Equal(DeviceStatus.Ok, device.Read(other, page));
                    StampedPages.AssertWhole(page, other);
                    break;
            }
        }
    }

    private static void Process(ZramDevice device, bool recompresses, Func<bool> stop)
    {
        while (!stop())
        {
            if (recompresses)
            {
                device.MarkIdle();
                device.Recompress(ZramSelection.All);
            }
            else
            {
                device.WriteBack(ZramSelection.Idle);
                device.WriteBack(ZramSelection.Huge);
            }
        }
    }

    private static void Compact(ZramDevice device, Func<bool> stop)
    {
        while (!stop())
            device.Compact();
    }

    private static TimeSpan Duration() =>
        Environment.GetEnvironmentVariable("SWAPSTRESS_SOAK_SECONDS") is { Length: > 0 } seconds
            ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : TimeSpan.FromSeconds(2);
}
