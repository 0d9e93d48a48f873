using SwapStress.Harness.Sweeps;
using SwapStress.Store;

namespace SwapStress.Harness.Kernel;

/// <summary>Anonymous memory of this process under a sweep, in the system's swap.</summary>
/// <param name="pageCount">Pages of the region.</param>
/// <param name="swap">The system's swap.</param>
public sealed unsafe class KernelSweepRegion(int pageCount, HostSwap swap) : SweepRegion(pageCount)
{
    private readonly AnonymousMapping _mapping = new(pageCount);

    /// <inheritdoc/>
    public override void WritePage(int page, ReadOnlySpan<byte> content) => content.CopyTo(_mapping.Content(page));

    /// <inheritdoc/>
    public override void ReadPage(int page, Span<byte> content) => _mapping.Content(page).CopyTo(content);

    /// <inheritdoc/>
    public override void Touch(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
            Interlocked.Increment(ref *(ulong*)_mapping.Page(page));
    }

    /// <inheritdoc/>
    public override void PageOut(int firstPage, int pageCount) => _mapping.PageOut(firstPage, pageCount);

    /// <inheritdoc/>
    public override int CountResident() => _mapping.CountResident();

    /// <inheritdoc/>
    public override DeviceMemory? ReadMemory() => swap.ReadMemory();

    /// <inheritdoc/>
    public override SlotLayout? ReadSlots() => PageMap.ReadSlots(_mapping);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _mapping.Dispose();
}
