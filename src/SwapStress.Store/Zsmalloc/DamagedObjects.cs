using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Ghost state: the objects that somebody else's write ran into, and those whose own write was too long, until they are
/// freed or written again; with the numbers of those writes. No decision of the store reads it. Empty, it costs one read
/// of a word.
/// </summary>
internal sealed class DamagedObjects
{
    private readonly Lock _lock = new();
    private readonly Dictionary<nint, Overruns> _objects = [];
    private int _count;

    /// <summary>Whether there are any.</summary>
    public bool Any => Volatile.Read(ref _count) != 0;

    /// <summary>The overruns that an object has to do with; none for one that is whole.</summary>
    public Overruns Find(ZsHandle handle)
    {
        if (!Any)
            return default;
        lock (_lock)
            return _objects.GetValueOrDefault(handle.Address);
    }

    /// <summary>An overrun ran into an object. The lock of its class keeps it from being freed meanwhile.</summary>
    public void AddHitLocked(nint handle, long overrun)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        lock (_lock)
        {
            Overruns known = _objects.GetValueOrDefault(handle);
            if (known.Hit == 0)
                Set(handle, known with { Hit = overrun });
        }
    }

    /// <summary>An object is about to be written with more than it has room for.</summary>
    public void AddOwnLocked(ZsHandle handle, long overrun)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        lock (_lock)
            Set(handle.Address, new Overruns(Own: overrun, Hit: 0));
    }

    /// <summary>An object is freed or about to be written whole.</summary>
    public void RemoveLocked(ZsHandle handle)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        if (!Any)
            return;
        lock (_lock)
        {
            _objects.Remove(handle.Address);
            Volatile.Write(ref _count, _objects.Count);
        }
    }

    private void Set(nint handle, Overruns overruns)
    {
        _objects[handle] = overruns;
        Volatile.Write(ref _count, _objects.Count);
    }

    /// <summary>Numbers of overruns, from 1; 0 for none.</summary>
    /// <param name="Own">The write of the object itself.</param>
    /// <param name="Hit">The first other write that ran into it.</param>
    internal readonly record struct Overruns(long Own, long Hit)
    {
        /// <summary>The one that explains what is wrong with the object: somebody else's, or its own.</summary>
        public long Damaging => Hit != 0 ? Hit : Own;
    }
}
