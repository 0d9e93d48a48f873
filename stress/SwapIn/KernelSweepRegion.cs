using SwapStress.Harness.Kernel;
using SwapStress.Store;

namespace SwapStress.Stress.SwapIn;

/// <summary>Anonymous memory of this process under a sweep, in the system's swap.</summary>
internal sealed unsafe class KernelSweepRegion(int pageCount, HostSwap swap) : SweepRegion(pageCount)
{
    private readonly AnonymousMapping _mapping = new(pageCount);

    public override void WritePage(int page, ReadOnlySpan<byte> content) => content.CopyTo(_mapping.Content(page));

    public override void ReadPage(int page, Span<byte> content) => _mapping.Content(page).CopyTo(content);

    public override void Touch(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
            Interlocked.Increment(ref *(ulong*)_mapping.Page(page));
    }

    public override void PageOut(int firstPage, int pageCount) => _mapping.PageOut(firstPage, pageCount);

    public override int CountResident() => _mapping.CountResident();

    public override DeviceMemory? ReadMemory() => swap.ReadMemory();

    public override SlotLayout? ReadSlots() => PageMap.ReadSlots(_mapping);

    protected override void Dispose(bool disposing) => _mapping.Dispose();
}
