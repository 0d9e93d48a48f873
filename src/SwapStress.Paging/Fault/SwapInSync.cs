using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Fault;

/// <summary>
/// How concurrent swap-ins of one entry are kept apart on a synchronous device: the lines of
/// <c>do_swap_page()</c> that the kernel's patches changed, and nothing else.
/// </summary>
public abstract class SwapInSync
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

    /// <summary>Before a read that skips the swap cache.</summary>
    /// <returns>False when another thread has the slot: back out and fault again.</returns>
    internal virtual bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault) => true;

    /// <summary>After such a read, on every way out, once the page-table lock is dropped.</summary>
    internal virtual void End(SwapArea area, SwapEntry entry) { }
}
