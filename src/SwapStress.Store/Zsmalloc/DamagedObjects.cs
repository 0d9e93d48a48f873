using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Ghost state: the objects that somebody else's write ran into, until they are freed or written again. No decision of
/// the store reads it. Empty, it costs one read of a word.
/// </summary>
internal sealed class DamagedObjects
{
    private readonly Lock _lock = new();
    private readonly HashSet<nint> _handles = [];
    private int _count;

    /// <summary>Whether there are any.</summary>
    public bool Any => Volatile.Read(ref _count) != 0;

    /// <summary>Whether an object is damaged.</summary>
    public bool Contains(ZsHandle handle)
    {
        if (!Any)
            return false;
        lock (_lock)
            return _handles.Contains(handle.Address);
    }

    /// <summary>An object was damaged. The lock of its class keeps it from being freed meanwhile.</summary>
    public void AddLocked(nint handle)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        lock (_lock)
        {
            _handles.Add(handle);
            Volatile.Write(ref _count, _handles.Count);
        }
    }

    /// <summary>An object is freed or about to be written whole.</summary>
    public void RemoveLocked(ZsHandle handle)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        if (!Any)
            return;
        lock (_lock)
        {
            _handles.Remove(handle.Address);
            Volatile.Write(ref _count, _handles.Count);
        }
    }
}
