namespace SwapStress.Paging;

/// <summary>An access touched a page that the device could not read: what SIGBUS is to a program.</summary>
internal sealed class PageReadException : IOException
{
    /// <summary>The page at an index of its region, in a slot.</summary>
    public PageReadException(int page, uint slot)
        : base($"Page {page} (offset 0x{(long)page << Primitives.PageSize.Shift:x}) cannot be read from slot {slot}.")
    {
        Page = page;
        Slot = slot;
    }

    /// <summary>The page's index in the region.</summary>
    public int Page { get; }

    /// <summary>The slot that could not be read.</summary>
    public uint Slot { get; }
}
