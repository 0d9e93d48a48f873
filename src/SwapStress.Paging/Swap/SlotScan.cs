namespace SwapStress.Paging.Swap;

/// <summary>Where the search for a free slot begins when no cluster is free.</summary>
public enum SlotScan
{
    /// <summary>
    /// Behind the last slot that this processor took (<c>cluster_next_cpu</c>, kernel 5.8 to 6.11, on solid-state
    /// devices, as zram and brd are).
    /// </summary>
    PerCpu,

    /// <summary>Behind the last slot that anybody took (<c>cluster_next</c>, up to kernel 5.7).</summary>
    Global,
}
