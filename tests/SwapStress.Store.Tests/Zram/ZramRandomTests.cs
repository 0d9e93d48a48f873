using System.Globalization;
using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>
/// Long random sequences of operations on a device and on an array of pages. SWAPSTRESS_RANDOM_OPERATIONS=1000000 asks for
/// a million of them, SWAPSTRESS_RANDOM_SEED for other ones; a failure prints both.
/// </summary>
public sealed class ZramRandomTests
{
    private const uint SlotCount = 512;
    private const int PageKinds = 4096;

    private static readonly int Operations = (int)FromEnvironment("SWAPSTRESS_RANDOM_OPERATIONS", 20_000);
    private static readonly long Seed = FromEnvironment("SWAPSTRESS_RANDOM_SEED", 1);

    [Theory]
    [InlineData("lz4", false)]
    [InlineData("lz4", true)]
    [InlineData("zstd:1", true)]
    [InlineData("zstd:3,dict", false)]
    public void A_device_agrees_with_an_array_of_pages(string spec, bool checksum)
    {
        string run =
            $"{Operations} operations on {spec}, checksum {checksum}; "
            + $"SWAPSTRESS_RANDOM_SEED={Seed} SWAPSTRESS_RANDOM_OPERATIONS={Operations} repeats them";
        TestContext.Current.TestOutputHelper?.WriteLine(run);
        using var device = new ZramDevice(
            new ZramOptions(SlotCount, Codecs.Find("native", spec)) { Checksum = checksum, MemLimitBytes = 1 << 20 }
        );
        var random = new Random((int)Seed);
        byte[]?[] model = new byte[SlotCount][];
        for (int i = 0; i < Operations; i++)
        {
            string? wrong = Step(device, model, random);
            Assert.True(wrong is null, $"operation {i}: {wrong}. {run}");
            if (i % 10_000 == 0)
                Assert.True(device.CheckIntegrity() is [], $"operation {i}: not whole. {run}");
        }
        Assert.Empty(device.CheckIntegrity());
        Assert.Equal(model.Count(page => page is not null) * (long)PageSize.Bytes, device.Memory.OrigDataSizeBytes);
        device.Reset();
        Assert.Equal((0, 0), (device.Memory.MemUsedTotalBytes, device.Memory.ComprDataSizeBytes));
    }

    /// <summary>One operation on both.</summary>
    /// <returns>Where they disagree; null where they do not.</returns>
    private static string? Step(ZramDevice device, byte[]?[] model, Random random)
    {
        uint slot = (uint)random.Next((int)SlotCount);
        switch (random.Next(100))
        {
            case < 40:
                byte[] fresh = Pages.Any(random.Next(PageKinds));
                DeviceStatus status = device.Write(slot, fresh);
                if (status == DeviceStatus.Ok)
                    model[slot] = fresh;
                // Only the limit refuses a write, and the slot then holds what it held.
                return status is DeviceStatus.Ok || (status is DeviceStatus.NoSpace && device.MemLimitBytes != 0)
                    ? null
                    : $"write of slot {slot} gives {status}";
            case < 85:
                return Compare(device, slot, model[slot]);
            case < 95:
                device.NotifySlotFree(slot);
                model[slot] = null;
                return null;
            case < 98:
                uint[] many = [.. Enumerable.Range(0, random.Next(64)).Select(_ => (uint)random.Next((int)SlotCount))];
                device.NotifySlotsFree(many);
                foreach (uint freed in many)
                    model[freed] = null;
                return null;
            case 98:
                device.MemLimitBytes = random.Next(3) << 19;
                return null;
            default:
                if (random.Next(50) != 0)
                    return Compare(device, slot, model[slot]);
                device.Reset();
                Array.Clear(model);
                return null;
        }
    }

    private static string? Compare(ZramDevice device, uint slot, byte[]? expected)
    {
        Span<byte> page = stackalloc byte[PageSize.Bytes];
        page.Fill(0xa5);
        DeviceStatus status = device.Read(slot, page);
        if (status != DeviceStatus.Ok)
            return $"read of slot {slot} gives {status}";
        bool isRight = expected is null ? !page.ContainsAnyExcept((byte)0) : page.SequenceEqual(expected);
        return isRight ? null : $"slot {slot} reads as another page";
    }

    private static long FromEnvironment(string name, long missing) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : missing;
}
