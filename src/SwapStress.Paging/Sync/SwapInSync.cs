using SwapStress.Paging.Fault;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Sync;

/// <summary>
/// How concurrent swap-ins of one entry are kept apart on a synchronous device: the lines of
/// <c>do_swap_page()</c> that the kernel's patches changed, and nothing else.
/// </summary>
internal abstract class SwapInSync
{
    private protected SwapInSync() { }

    /// <summary>The name on the command line and in results.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    public abstract string Summary { get; }

    /// <summary>The kernels or the mail that have it.</summary>
    public abstract string Source { get; }

    /// <summary>Whether it is expected to keep every update. A control is expected not to.</summary>
    public abstract bool IsExpectedSound { get; }

    /// <summary>Whether a swap-in of an entry that one PTE holds skips the swap cache (SWP_SYNCHRONOUS_IO).</summary>
    internal virtual bool SkipsSwapCache => true;

    /// <summary>
    /// Whether a kernel has it on synchronous devices only: SWP_SYNCHRONOUS_IO is what lets a swap-in skip the swap cache,
    /// and what has a page written by who reclaims it (<c>swap_writepage_bdev_sync</c>).
    /// </summary>
    public bool NeedsSynchronousIo => SkipsSwapCache;

    /// <summary>Whether such a swap-in has its folio before <see cref="TryBegin"/>.</summary>
    internal virtual bool AllocatesBeforeBegin => false;

    /// <summary>Whether such a swap-in marks the PTE instead (<see cref="MarkerFault"/>).</summary>
    internal virtual bool MarksPte => false;

    /// <summary>Whether the PTE is set before the entry is freed, and the slot is always given up then.</summary>
    internal virtual bool MapsBeforeFree => false;

    /// <summary>Before a read that skips the swap cache.</summary>
    /// <returns>False when another thread has the slot: back out and fault again.</returns>
    internal virtual bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault) => true;

    /// <summary>After such a read, on every way out, once the page-table lock is dropped.</summary>
    internal virtual void End(SwapArea area, SwapEntry entry) { }

    /// <summary>Puts a locked folio that is about to be read in the swap cache.</summary>
    internal virtual PrepareResult AddToCache(SwapArea area, SwapEntry entry, int lockedFrame)
    {
        // Two steps: for a moment the flag is set and no folio is there.
        PrepareResult prepared = area.Map.Prepare(entry.Slot);
        if (prepared == PrepareResult.Prepared)
            area.Cache.AddLocked(entry.Slot, lockedFrame);
        return prepared;
    }

    /// <summary>The flag is set, and no folio is in the cache: before looking again.</summary>
    internal virtual void WaitForCache(long tickNs, ref FaultContext fault, ref RetryLoop loop) =>
        Tick.Sleep(tickNs, ref fault, ref loop);
}
