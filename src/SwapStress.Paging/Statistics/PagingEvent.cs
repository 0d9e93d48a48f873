namespace SwapStress.Paging.Statistics;

/// <summary>What the model counts.</summary>
internal enum PagingEvent
{
    /// <summary>A fault read its page from the device (PGMAJFAULT), whether or not it could use what it read.</summary>
    MajorFault,

    /// <summary>A fault that needed no read: first touch, found in the swap cache, or a write to a read-only page.</summary>
    MinorFault,

    /// <summary>After a fault the page could not be used, or not any more, and the access had to fault again.</summary>
    Refault,

    /// <summary>A fault backed off because another thread had the slot, or because no PTE held the entry any more.</summary>
    PinLost,

    /// <summary>A fault found no free frame and was tried again.</summary>
    OutOfFrames,

    /// <summary>A write fault copied its page (<c>wp_page_copy</c>).</summary>
    WriteProtectCopy,

    /// <summary>A page was written to the device.</summary>
    SwapOut,

    /// <summary>A page was taken from its frame, written or not.</summary>
    Reclaimed,

    /// <summary>Reclaim gave a page up because an access, a fault or a lock was in the way.</summary>
    ReclaimKept,

    /// <summary>Reclaim found no free slot.</summary>
    SwapFull,

    /// <summary>The device refused a write; the page stayed.</summary>
    SwapWriteFailed,

    /// <summary>The device could not read a page.</summary>
    SwapReadFailed,
}
