using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>A device that recompresses and writes back agrees with a dictionary of pages, over random sequences.</summary>
public sealed class ZramProcessingModelTests
{
    private const int SlotCount = 12;

    private static readonly ZramSelection[] Recompressible =
    [
        ZramSelection.All,
        ZramSelection.Idle,
        ZramSelection.Huge,
        ZramSelection.HugeIdle,
    ];

    [Fact]
    public void A_device_agrees_with_a_dictionary() =>
        OperationSequences.Check(
            sequences: 60,
            length: 200,
            operations =>
            {
                using var device = new ZramDevice(
                    new ZramOptions(SlotCount, Codecs.Any())
                    {
                        MemLimitBytes = 8 * PageSize.Bytes,
                        SecondaryCodecs = [Codecs.Any("zstd:-5"), Codecs.Any("zstd:9")],
                        Backing = new FakeBacking(SlotCount / 2),
                    }
                );
                Dictionary<uint, byte[]> model = [];
                foreach (int operation in operations)
                    Apply(device, model, operation);
                Assert.Empty(device.CheckIntegrity());
                Assert.Equal((long)model.Count * PageSize.Bytes, device.Memory.OrigDataSizeBytes);
                for (uint slot = 0; slot < SlotCount; slot++)
                    AssertAgree(device, model, slot);
            }
        );

    private static void Apply(ZramDevice device, Dictionary<uint, byte[]> model, int operation)
    {
        uint slot = (uint)(operation >> 4) % SlotCount;
        switch (operation & 7)
        {
            case 0 or 1:
                byte[] fresh = Pages.Any((operation >> 8) % 1000);
                if (device.Write(slot, fresh) == DeviceStatus.Ok)
                    model[slot] = fresh;
                break;
            case 2:
                device.NotifySlotFree(slot);
                model.Remove(slot);
                break;
            case 3:
                device.MarkIdle();
                break;
            case 4:
                ZramSelection some = Recompressible[(operation >> 8) % Recompressible.Length];
                Assert.Equal(0, device.Recompress(some, thresholdBytes: (operation >> 12) % 2 * 1000).Failed);
                break;
            case 5:
                ZramWritebackStat pass = device.WriteBack((ZramSelection)((operation >> 8) % 5));
                Assert.Equal((0, 0), (pass.Aborted, pass.Failed));
                break;
            default:
                AssertAgree(device, model, slot);
                break;
        }
    }

    private static void AssertAgree(ZramDevice device, Dictionary<uint, byte[]> model, uint slot) =>
        ZramRecompressionTests.AssertHolds(device, slot, model.GetValueOrDefault(slot) ?? new byte[PageSize.Bytes]);
}
