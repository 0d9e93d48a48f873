using SwapStress.Store;

namespace SwapStress.Stress.SwapIn;

/// <summary>
/// A region that is paged out whole and brought back whole, page after page. One thread pages out, several may touch
/// different pages.
/// </summary>
internal abstract class SweepRegion(int pageCount) : IDisposable
{
    /// <summary>Pages of the region.</summary>
    public int PageCount => pageCount;

    /// <summary>Overwrites a page.</summary>
    public abstract void WritePage(int page, ReadOnlySpan<byte> content);

    /// <summary>Copies a page out.</summary>
    public abstract void ReadPage(int page, Span<byte> content);

    /// <summary>Adds 1 to word 0 of each page of a range: a swap-in where it is not resident.</summary>
    public abstract void Touch(int firstPage, int pageCount);

    /// <summary>Pages out a range, as <c>madvise(MADV_PAGEOUT)</c> does.</summary>
    public abstract void PageOut(int firstPage, int pageCount);

    /// <summary>Pages in memory (<c>mincore</c>); only while nobody uses the region.</summary>
    public abstract int CountResident();

    /// <summary>mm_stat of the device; null where there is none.</summary>
    public abstract DeviceMemory? ReadMemory();

    /// <summary>The slots of a region that is paged out; null where they cannot be seen.</summary>
    public abstract SlotLayout? ReadSlots();

    /// <summary>Frees everything. Nobody may use the region any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the region owns.</summary>
    protected abstract void Dispose(bool disposing);
}
