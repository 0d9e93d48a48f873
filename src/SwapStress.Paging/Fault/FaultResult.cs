namespace SwapStress.Paging.Fault;

/// <summary>How a fault ended (<c>vm_fault_t</c>, the bits that matter here).</summary>
internal enum FaultResult
{
    /// <summary>Done, or come to nothing: the access looks at the PTE again (0).</summary>
    Done,

    /// <summary>The folio lock was contended and has been waited for: fault again, once, without giving up (VM_FAULT_RETRY).</summary>
    Retry,

    /// <summary>No frame was free (VM_FAULT_OOM); as in <c>pagefault_out_of_memory</c> the access tries again.</summary>
    OutOfFrames,

    /// <summary>The page could not be read (VM_FAULT_SIGBUS).</summary>
    ReadFailed,
}
