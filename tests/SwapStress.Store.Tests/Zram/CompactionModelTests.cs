using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>A device that is compacted now and then agrees with a dictionary of pages.</summary>
public sealed class CompactionModelTests
{
    private const int SlotCount = 200;

    [Fact]
    public void A_compacted_device_agrees_with_a_dictionary() =>
        OperationSequences.Check(
            sequences: 40,
            length: 600,
            operations =>
            {
                using ZramDevice device = ZramDeviceTests.Create(SlotCount);
                byte[][] contents = [.. Enumerable.Range(0, 30).Select(Pages.Any)];
                Dictionary<uint, byte[]> model = [];
                long compacted = 0;
                foreach (int operation in operations)
                {
                    uint slot = (uint)(operation >> 8) % SlotCount;
                    switch (operation & 15)
                    {
                        case 0:
                            long freeable = device.Pool.Statistics().Sum(c => c.PagesFreeable);
                            Assert.Equal(freeable, device.Compact());
                            compacted += freeable;
                            break;
                        case < 7:
                            device.NotifySlotFree(slot);
                            model.Remove(slot);
                            break;
                        default:
                            byte[] fresh = contents[operation % contents.Length];
                            Assert.Equal(DeviceStatus.Ok, device.Write(slot, fresh));
                            model[slot] = fresh;
                            break;
                    }
                }
                Assert.Equal(compacted, device.Memory.PagesCompacted);
                Assert.Empty(device.CheckIntegrity());
                byte[] page = new byte[PageSize.Bytes];
                for (uint slot = 0; slot < SlotCount; slot++)
                {
                    Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                    Assert.Equal(model.GetValueOrDefault(slot) ?? new byte[PageSize.Bytes], page);
                }
            }
        );
}
