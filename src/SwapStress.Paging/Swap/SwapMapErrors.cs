namespace SwapStress.Paging.Swap;

/// <summary>
/// What a kernel says of a swap map whose counts have gone wrong: "Unused swap offset entry", or VM_BUG_ON where it
/// checks. No sound strategy gets here. <c>swap-count</c> does, because it can raise the count of an entry that is just
/// being freed; the kernel would hand that slot out while somebody still counts on it, and the model keeps it back
/// instead, so that the run can go on and say so.
/// </summary>
internal sealed class SwapMapErrors
{
    private readonly Lock _lock = new();
    private readonly HashSet<uint> _keptBack = [];
    private long _count;

    /// <summary>Errors so far.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>A use was to be dropped that nobody had (<c>swap_info_get</c>: "Unused swap offset entry").</summary>
    public void UnusedEntry() => Interlocked.Increment(ref _count);

    /// <summary>A slot was to be freed that somebody had just counted up (<c>swap_entry_free</c>: VM_BUG_ON).</summary>
    public void FreedInUse(uint slot)
    {
        Interlocked.Increment(ref _count);
        lock (_lock)
            _keptBack.Add(slot);
    }

    /// <summary>Whether the slot was kept back.</summary>
    public bool IsKeptBack(uint slot)
    {
        lock (_lock)
            return _keptBack.Contains(slot);
    }

    /// <summary>Gives up the slots that were kept back, for who knows that nobody uses them any more.</summary>
    public IReadOnlyList<uint> TakeKeptBack(Predicate<uint> isUnused)
    {
        lock (_lock)
        {
            uint[] taken = [.. _keptBack.Where(slot => isUnused(slot))];
            _keptBack.ExceptWith(taken);
            return taken;
        }
    }
}
