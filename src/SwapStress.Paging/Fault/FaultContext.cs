using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Fault;

/// <summary>
/// What one access carries from fault to fault until its page can be used (<c>struct vm_fault</c>, and its times).
/// </summary>
internal struct FaultContext
{
    /// <summary>The page of the region.</summary>
    public required int Page { get; init; }

    /// <summary>Whether the access writes (FAULT_FLAG_WRITE).</summary>
    public required bool Write { get; init; }

    /// <summary>Whether the end of the read is timed too; for figures only.</summary>
    public required bool TimesPhases { get; init; }

    /// <summary>The PTE as it was read, without the lock, at the start of this fault.</summary>
    public Pte Original;

    /// <summary>The folio lock was contended in the fault before this one: now sleep for it (FAULT_FLAG_TRIED).</summary>
    public bool Tried;

    /// <summary>This access's faults as a loop, for the explorer.</summary>
    public RetryLoop Loop;

    /// <summary>This fault has let others go first: faulting again is no second time.</summary>
    public bool HasBackedOff;

    /// <summary>This fault has come to nothing and, but for what others did meanwhile, left everything as it was.</summary>
    public bool IsInVain;

    /// <summary>When the last read had ended (Stopwatch); 0 before the first, and where nobody asks.</summary>
    public long ReadEnd;

    /// <summary>What of the waiting lay before that.</summary>
    public long WaitBeforeReadEndNs;

    /// <summary>The folio of that read was installed.</summary>
    public bool InstalledRead;

    /// <summary>The access met a swap entry: it is a swap-in.</summary>
    public bool MetSwap;

    /// <summary>Nanoseconds this access has waited for other threads.</summary>
    public long WaitNs;
}
