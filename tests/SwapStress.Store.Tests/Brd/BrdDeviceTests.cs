using SwapStress.Primitives;
using SwapStress.Store.Brd;

namespace SwapStress.Store.Tests.Brd;

public sealed class BrdDeviceTests
{
    [Fact]
    public void A_freed_slot_keeps_its_old_data()
    {
        using var device = new BrdDevice(8);
        byte[] page = new byte[PageSize.Bytes];
        device.Write(3, Pages.Text(1));
        device.NotifySlotFree(3);
        device.Read(3, page);
        Assert.Equal(Pages.Text(1), page);
    }

    [Fact]
    public void Threads_that_write_new_slots_at_once_create_each_page_once()
    {
        using var device = new BrdDevice(4096);
        Storm.Run(
            4,
            TimeSpan.FromSeconds(10),
            (index, _) =>
            {
                byte[] page = Pages.Same((ulong)index + 1);
                for (uint slot = 0; slot < 4096; slot++)
                    device.Write(slot, page);
            }
        );
        Assert.Equal(4096L * PageSize.Bytes, device.Memory.MemUsedTotalBytes);
        byte[] back = new byte[PageSize.Bytes];
        for (uint slot = 0; slot < 4096; slot++)
        {
            device.Read(slot, back);
            Assert.DoesNotContain((byte)0, new[] { back[0] });
        }
    }
}
