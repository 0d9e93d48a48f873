using SwapStress.Fuzz.Engine;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Fuzz.Store;

/// <summary>
/// Damage to what a zram stores: compressed, raw, one word, recompressed, idle and written back. With checksums every
/// change is a read error; without, a read gives an error or a whole page. Undone, the page is there again.
/// </summary>
public sealed unsafe class ZramDamageTests
{
    private const uint SlotCount = 160;

    [Theory]
    [InlineData("lz4", "zstd:9", false)]
    [InlineData("lz4", "zstd:9", true)]
    [InlineData("zstd:1", "zstd:3,dict", false)]
    [InlineData("zstd:3,dict", "lz4", true)]
    public void Damage_is_an_error_or_a_whole_page(string primary, string secondary, bool checksum)
    {
        var backing = new FakeBacking(SlotCount / 4);
        using var device = new ZramDevice(
            new ZramOptions(SlotCount, Codecs.Find("native", primary))
            {
                Checksum = checksum,
                SecondaryCodecs = [Codecs.Find("native", secondary)],
                Backing = backing,
            }
        );
        for (uint slot = 0; slot < SlotCount; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.Any((int)slot)));
        // Half of them recompressed, some of these written back, and the rest of them idle.
        int looked = 0;
        device.Recompress(ZramSelection.All, shouldEnd: () => looked++ == SlotCount / 2);
        device.WriteBack(ZramSelection.Incompressible);
        using GuardedBuffer target = GuardedBuffer.OfPage();
        var one = new DamagedSlot(device, backing, checksum, target);
        Fuzzer.Run(
            $"zram {primary} {secondary} checksum {(checksum ? "on" : "off")}".Replace(':', '-'),
            inputs: 20_000,
            input =>
            {
                if (input.Below(64) == 0)
                    device.MarkIdle();
                uint slot = (uint)input.Below((int)SlotCount);
                one.Try(input, slot, Pages.Any((int)slot));
            }
        );
        Assert.Empty(device.CheckIntegrity());
    }
}
