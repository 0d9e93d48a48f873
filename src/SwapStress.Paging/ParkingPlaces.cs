namespace SwapStress.Paging;

/// <summary>
/// Where a test can stop a thread in the middle of a window that no device lies in. Empty in every run.
/// </summary>
internal sealed class ParkingPlaces
{
    /// <summary>A fault has read a private folio, which is unlocked now, and has not tried to lock it.</summary>
    public Action? AfterPrivateRead { get; set; }

    /// <summary>A fault has marked its PTE and is about to read.</summary>
    public Action? AfterMark { get; set; }

    /// <summary>Reclaim holds the lock of a folio that is neither mapped nor in the swap cache.</summary>
    public Action? ReclaimHoldsPrivate { get; set; }

    /// <summary>zswap has picked an entry to write back and holds nothing but its reference.</summary>
    public Action? BeforeWritebackInsert { get; set; }
}
