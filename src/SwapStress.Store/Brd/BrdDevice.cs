using SwapStress.Primitives;

namespace SwapStress.Store.Brd;

/// <summary>A plain RAM disk after the kernel's brd: pages appear on first write and stay.</summary>
/// <remarks>
/// Writes copy in and reads copy out with no lock round the copy, as there: a read that races a write of the same
/// slot may return a mixture of both pages. The copies are ordinary ones, and racing is what they are for. Freeing a
/// slot discards nothing, so a read after a free returns the <em>old</em> data.
/// </remarks>
public sealed unsafe class BrdDevice : SwapDevice
{
    private readonly PageTree _pages;

    /// <summary>An empty disk of <paramref name="slotCount"/> slots.</summary>
    public BrdDevice(uint slotCount, ReadDelay readDelay = default)
        : base(slotCount, readDelay) => _pages = new PageTree(slotCount);

    /// <inheritdoc/>
    public override string Name => "brd";

    /// <inheritdoc/>
    public override bool NeedsStableWrites => false;

    /// <summary>The pages held, in the first three columns and as the peak: pages never go.</summary>
    public override DeviceMemory Memory
    {
        get
        {
            long bytes = _pages.Pages << PageSize.Shift;
            return new DeviceMemory(bytes, bytes, bytes, 0, bytes, 0, 0, 0, 0);
        }
    }

    /// <summary>Nothing: brd has no such notification, and keeps the data.</summary>
    public override void NotifySlotFree(uint slot) { }

    /// <inheritdoc/>
    public override void Reset() => _pages.Clear();

    /// <inheritdoc/>
    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        byte* source = _pages.Find(slot);
        if (source == null)
            page.Clear();
        else
            new ReadOnlySpan<byte>(source, PageSize.Bytes).CopyTo(page);
        return DeviceStatus.Ok;
    }

    /// <inheritdoc/>
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        // The page is in the tree, as zeros, before the data is in the page: a read in between returns zeros.
        byte* target = _pages.FindOrCreate(slot);
        if (target == null)
            return DeviceStatus.NoSpace;
        page.CopyTo(new Span<byte>(target, PageSize.Bytes));
        return DeviceStatus.Ok;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _pages.Dispose();
        base.Dispose(disposing);
    }
}
