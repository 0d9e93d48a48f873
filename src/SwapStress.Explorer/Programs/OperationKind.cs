namespace SwapStress.Explorer.Programs;

/// <summary>What a thread of a program can do.</summary>
internal enum OperationKind
{
    /// <summary>Adds 1 to a page's counter: <c>inc 0</c>.</summary>
    Increment,

    /// <summary>Reads a page's counter: <c>read 0</c>.</summary>
    Read,

    /// <summary>Fills a page with bytes that do not compress, and leaves its counter: <c>fill 0</c>.</summary>
    Fill,

    /// <summary>Pages a page out (MADV_PAGEOUT): <c>pageout 0</c>.</summary>
    PageOut,

    /// <summary>Forgets a page (MADV_DONTNEED): <c>zap 0</c>.</summary>
    Zap,

    /// <summary>Has zswap write its oldest entry to the device: <c>writeback</c>.</summary>
    Writeback,
}
