using SwapStress.Store;
using SwapStress.Store.Faulty;

namespace SwapStress.Explorer.Tests;

/// <summary>A device in front of another that does damage.</summary>
/// <param name="inner">The device that has the pages; disposed of with this one.</param>
/// <param name="onRead">What it does to each page that is read.</param>
/// <param name="onWrite">What it does after each write.</param>
internal sealed class SaboteurDevice(SwapDevice inner, SaboteurDevice.Damage? onRead, Action<SwapDevice>? onWrite)
    : FrontDevice(inner)
{
    public delegate void Damage(Span<byte> page);

    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        DeviceStatus status = base.ReadPage(slot, page);
        onRead?.Invoke(page);
        return status;
    }

    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        DeviceStatus status = base.WritePage(slot, page);
        onWrite?.Invoke(Inner);
        return status;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
        base.Dispose(disposing);
    }
}
