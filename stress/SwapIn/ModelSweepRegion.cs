using SwapStress.Paging;
using SwapStress.Store;

namespace SwapStress.Stress.SwapIn;

/// <summary>The model's address space under a sweep. Owns its device.</summary>
/// <param name="device">The device below it, nobody else's.</param>
internal sealed class ModelSweepRegion(AddressSpace space, SwapDevice device) : SweepRegion(space.PageCount)
{
    public override void WritePage(int page, ReadOnlySpan<byte> content) => space.WritePage(page, content);

    public override void ReadPage(int page, Span<byte> content) => space.ReadPage(page, content);

    public override void Touch(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
            _ = space.FetchAdd(page, 1, out _);
    }

    public override void PageOut(int firstPage, int pageCount) => _ = space.PageOut(firstPage, pageCount);

    public override int CountResident()
    {
        int count = 0;
        for (int page = 0; page < PageCount; page++)
            count += space.IsResident(page) ? 1 : 0;
        return count;
    }

    public override DeviceMemory? ReadMemory() => device.Memory;

    public override SlotLayout? ReadSlots() =>
        SlotLayout.Of(Enumerable.Range(0, PageCount).Select(page => (long)space.SlotOf(page)));

    protected override void Dispose(bool disposing)
    {
        space.Dispose();
        device.Dispose();
    }
}
