using System.Numerics;
using System.Runtime.CompilerServices;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>The zspages of one size class, in one list a fullness group (<c>fullness_list</c>).</summary>
internal sealed unsafe class ZspageGroups
{
    private const uint AllocatableGroups = (1u << FullnessGroup.Full) - 1;

    private readonly Zspage*[] _heads = new Zspage*[FullnessGroup.Count];
    private readonly int[] _counts = new int[FullnessGroup.Count];

    /// <summary>One bit for each group that is not empty.</summary>
    private uint _present;

    /// <summary>The first zspage of a group.</summary>
    public Zspage* Head(int group) => _heads[group];

    /// <summary>Zspages of a group.</summary>
    public int CountOf(int group) => _counts[group];

    /// <summary>Zspages of all groups.</summary>
    public int Total => _counts.Sum();

    /// <summary>The fullest zspage with room, so that the others can drain; null if all are full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Zspage* FindFullestLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        uint candidates = _present & AllocatableGroups;
        return candidates == 0 ? null : _heads[BitOperations.Log2(candidates)];
    }

    /// <summary>The emptiest zspage with room; null if all are full.</summary>
    public Zspage* FindEmptiestLocked()
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        uint candidates = _present & AllocatableGroups;
        return candidates == 0 ? null : _heads[BitOperations.TrailingZeroCount(candidates)];
    }

    /// <summary>Puts a zspage into the list of its group.</summary>
    public void InsertLocked(Zspage* zspage, int group)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Zspage* head = _heads[group];
        zspage->Fullness = (byte)group;
        zspage->Previous = null;
        zspage->Next = head;
        if (head != null)
            head->Previous = zspage;
        _heads[group] = zspage;
        _counts[group]++;
        _present |= 1u << group;
    }

    /// <summary>Takes a zspage out of its list.</summary>
    public void RemoveLocked(Zspage* zspage)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        int group = zspage->Fullness;
        if (zspage->Previous != null)
            zspage->Previous->Next = zspage->Next;
        else
            _heads[group] = zspage->Next;
        if (zspage->Next != null)
            zspage->Next->Previous = zspage->Previous;
        if (--_counts[group] == 0)
            _present &= ~(1u << group);
    }

    /// <summary>Moves a zspage to the list it belongs to now (<c>fix_fullness_group</c>); not one that is being emptied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FixLocked(Zspage* zspage, int objects)
    {
        int group = FullnessGroup.For(zspage->InUse, objects);
        if (group == zspage->Fullness || zspage->Fullness == FullnessGroup.Isolated)
            return;
        RemoveLocked(zspage);
        InsertLocked(zspage, group);
    }
}
