using System.Collections.Concurrent;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Ghost state: the objects that somebody else's write ran into, and those whose own write was too long, until they are
/// freed or written again; with the numbers of those writes. No decision of the store reads it, who asks takes no lock,
/// and who writes an object goes the same way whether any is damaged or none. Empty, it costs one read of a word.
/// </summary>
internal sealed class DamagedObjects
{
    private readonly ConcurrentDictionary<nint, Overruns> _objects = [];
    private int _count;

    /// <summary>The overruns that an object has to do with; none for one that is whole.</summary>
    public Overruns Find(ZsHandle handle) =>
        Volatile.Read(ref _count) == 0 ? default : _objects.GetValueOrDefault(handle.Address);

    /// <summary>
    /// An overrun has run into an object, which its class's lock keeps from being freed. Its owner may be writing it at the
    /// same time, without that lock. What comes after <see cref="Forget"/> stays: an object that is hit while it is written
    /// is damaged, whichever of the two came last to each byte.
    /// </summary>
    public void AddHitLocked(nint handle, long overrun)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        while (true)
        {
            if (!_objects.TryGetValue(handle, out Overruns known))
            {
                if (!TryAdd(handle, new Overruns(Own: 0, Hit: overrun)))
                    continue;
                return;
            }
            if (known.Hit != 0 || _objects.TryUpdate(handle, known with { Hit = overrun }, known))
                return;
        }
    }

    /// <summary>An object, which its owner alone knows, is about to be written with more than it has room for.</summary>
    public void AddOwnLocked(ZsHandle handle, long overrun)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Forget(handle);
        TryAdd(handle.Address, new Overruns(Own: overrun, Hit: 0));
    }

    /// <summary>An object is about to be written whole, or can be hit no more because it is being freed.</summary>
    /// <remarks>
    /// A hit is added when its bytes are written. So what is forgotten here was written before, and what the owner writes
    /// now comes after it.
    /// </remarks>
    public void Forget(ZsHandle handle)
    {
        if (Volatile.Read(ref _count) != 0 && _objects.TryRemove(handle.Address, out _))
            Interlocked.Decrement(ref _count);
    }

    private bool TryAdd(nint handle, Overruns overruns)
    {
        // Counted first: who finds none counted does not look.
        Interlocked.Increment(ref _count);
        bool added = _objects.TryAdd(handle, overruns);
        if (!added)
            Interlocked.Decrement(ref _count);
        return added;
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
