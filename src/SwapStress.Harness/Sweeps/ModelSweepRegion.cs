using SwapStress.Paging;
using SwapStress.Store;

namespace SwapStress.Harness.Sweeps;

/// <summary>The model's address space under a sweep. Owns its device.</summary>
/// <param name="space">The address space.</param>
/// <param name="device">The device below it, nobody else's.</param>
public sealed class ModelSweepRegion(AddressSpace space, SwapDevice device) : SweepRegion(space.PageCount)
{
    /// <inheritdoc/>
    public override void WritePage(int page, ReadOnlySpan<byte> content) => space.WritePage(page, content);

    /// <inheritdoc/>
    public override void ReadPage(int page, Span<byte> content) => space.ReadPage(page, content);

    /// <inheritdoc/>
    public override void Touch(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
            _ = space.FetchAdd(page, 1, out _);
    }

    /// <inheritdoc/>
    public override void PageOut(int firstPage, int pageCount) => _ = space.PageOut(firstPage, pageCount);

    /// <inheritdoc/>
    public override int CountResident()
    {
        int count = 0;
        for (int page = 0; page < PageCount; page++)
            count += space.IsResident(page) ? 1 : 0;
        return count;
    }

    /// <inheritdoc/>
    public override DeviceMemory? ReadMemory() => device.Memory;

    /// <inheritdoc/>
    public override SlotLayout? ReadSlots() =>
        SlotLayout.Of(Enumerable.Range(0, PageCount).Select(page => (long)space.SlotOf(page)));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        space.Dispose();
        device.Dispose();
    }
}
