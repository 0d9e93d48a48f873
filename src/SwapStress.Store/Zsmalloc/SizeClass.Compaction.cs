using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>What a compaction does to one size class (<c>__zs_compact</c>), one object at a time.</summary>
internal sealed unsafe partial class SizeClass
{
    /// <summary>
    /// Takes out of the lists, emptiest first, as many zspages as the free objects of all would fill: so the rest has
    /// room for what is in them, and one fewer would leave a zspage's worth of room unused.
    /// </summary>
    /// <returns>How many; 0 when nothing can be freed, as in a huge class.</returns>
    public int IsolateSourcesLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        long free = ((long)Groups.Total * _objectsPerZspage) - Handles.Live;
        int count = 0;
        for (Zspage* emptiest; count < free / _objectsPerZspage; count++)
        {
            emptiest = Groups.FindEmptiestLocked();
            if (emptiest == null)
                break;
            Regroup(emptiest, FullnessGroup.Isolated);
        }
        return count;
    }

    /// <summary>
    /// Moves an object out of an isolated zspage, to the fullest of the others (<c>migrate_zspage</c>). The caller
    /// excludes that the object is used or freed meanwhile.
    /// </summary>
    /// <param name="handle">An allocated object.</param>
    /// <param name="emptied">Its zspage if this was the last object in it; then it is in no list, for the caller to free.</param>
    /// <returns>Whether it was moved: not if its zspage is not isolated, or is no longer, or no other has room.</returns>
    public bool TryMoveLocked(ZsHandle handle, out Zspage* emptied)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        emptied = null;
        ulong* word = (ulong*)handle.Address;
        var from = new ZsLocation(*word);
        Zspage* origin = from.Zspage;
        if (origin->Fullness != FullnessGroup.Isolated)
            return false;
        Zspage* destination = Groups.FindFullestLocked();
        if (destination == null)
            return false;

        int objectIndex = TakeObject(destination, word);
        new ReadOnlySpan<byte>(Payload(origin, from.ObjectIndex), RoomBytes).CopyTo(
            new Span<byte>(Payload(destination, objectIndex), RoomBytes)
        );
        // Only now: who frees an object looks at this word before it has the lock.
        Volatile.Write(ref *word, new ZsLocation(Index, destination, objectIndex).Word);
        Groups.FixLocked(destination, _objectsPerZspage);
        ReturnObject(origin, from.ObjectIndex);
        if (origin->InUse == 0)
        {
            Groups.RemoveLocked(origin);
            emptied = origin;
        }
        return true;
    }

    /// <summary>Puts an isolated zspage, one of the fullest, back into the lists; null if there is none.</summary>
    public Zspage* TakeBackLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Zspage* zspage = Groups.Head(FullnessGroup.Isolated);
        if (zspage != null)
            Regroup(zspage, FullnessGroup.For(zspage->InUse, _objectsPerZspage));
        return zspage;
    }

    private void Regroup(Zspage* zspage, int group)
    {
        Groups.RemoveLocked(zspage);
        Groups.InsertLocked(zspage, group);
    }
}
