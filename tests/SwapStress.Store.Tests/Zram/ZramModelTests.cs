using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>A device agrees with a dictionary of pages over random sequences of operations.</summary>
public sealed class ZramModelTests
{
    private const int SlotCount = 12;

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void A_device_agrees_with_a_dictionary(string spec) =>
        OperationSequences.Check(
            sequences: 60,
            length: 200,
            operations =>
            {
                using ZramDevice device = ZramDeviceTests.Create(SlotCount, spec, limitBytes: 6 * PageSize.Bytes);
                Dictionary<uint, byte[]> model = [];
                byte[] page = new byte[PageSize.Bytes];
                foreach (int operation in operations)
                {
                    uint slot = (uint)(operation >> 4) % SlotCount;
                    switch (operation & 3)
                    {
                        case 0 or 1:
                            byte[] fresh = Pages.Any((operation >> 8) % 1000);
                            DeviceStatus status = device.Write(slot, fresh);
                            // Only the limit refuses a write, and then nothing changes.
                            if (status == DeviceStatus.Ok)
                                model[slot] = fresh;
                            else
                                Assert.Equal(DeviceStatus.NoSpace, status);
                            break;
                        case 2:
                            device.NotifySlotFree(slot);
                            model.Remove(slot);
                            break;
                        default:
                            Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                            Assert.Equal(model.GetValueOrDefault(slot) ?? new byte[PageSize.Bytes], page);
                            break;
                    }
                    Assert.InRange(device.Memory.MemUsedTotalBytes, 0, device.MemLimitBytes);
                }
                Assert.Empty(device.CheckIntegrity());
                Assert.Equal((long)model.Count * PageSize.Bytes, device.Memory.OrigDataSizeBytes);
                for (uint slot = 0; slot < SlotCount; slot++)
                {
                    Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
                    Assert.Equal(model.GetValueOrDefault(slot) ?? new byte[PageSize.Bytes], page);
                }
            }
        );
}
