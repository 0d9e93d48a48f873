using System.Collections;

namespace SwapStress.Paging.Swap;

/// <summary>
/// What a kernel says of a swap map whose counts have gone wrong: "Unused swap offset entry", or VM_BUG_ON where it
/// checks. No sound strategy gets here. <c>swap-count</c> does, because it can raise the count of an entry that is just
/// being freed; the kernel would hand that slot out while somebody still counts on it, and the model keeps it back
/// instead, so that the run can go on and say so.
/// </summary>
internal sealed class SwapMapErrors(uint slotCount)
{
    private readonly Lock _lock = new();

    /// <summary>A bit for each slot, made beforehand: an eviction allocates nothing, also when it finds an error.</summary>
    private readonly BitArray _keptBack = new(checked((int)slotCount));
    private long _count;

    /// <summary>Errors so far.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>All of them in one line.</summary>
    public string Describe() => $"swap map errors: {Count} (uses dropped or slots freed that should not have been)";

    /// <summary>A use was to be dropped that nobody had (<c>swap_info_get</c>: "Unused swap offset entry").</summary>
    public void UnusedEntry() => Interlocked.Increment(ref _count);

    /// <summary>A slot was to be freed that somebody had just counted up (<c>swap_entry_free</c>: VM_BUG_ON).</summary>
    public void FreedInUse(uint slot)
    {
        Interlocked.Increment(ref _count);
        lock (_lock)
            _keptBack[(int)slot] = true;
    }

    /// <summary>Whether the slot was kept back.</summary>
    public bool IsKeptBack(uint slot)
    {
        // Asked for every slot after every round, and hardly ever true.
        if (Count == 0)
            return false;
        lock (_lock)
            return _keptBack[(int)slot];
    }

    /// <summary>Gives up the slots that were kept back, for who knows that nobody uses them any more.</summary>
    public IReadOnlyList<uint> TakeKeptBack(Predicate<uint> isUnused)
    {
        if (Count == 0)
            return [];
        lock (_lock)
        {
            var taken = new List<uint>();
            for (uint slot = 0; slot < slotCount; slot++)
            {
                if (!_keptBack[(int)slot] || !isUnused(slot))
                    continue;
                _keptBack[(int)slot] = false;
                taken.Add(slot);
            }
            return taken;
        }
    }
}
