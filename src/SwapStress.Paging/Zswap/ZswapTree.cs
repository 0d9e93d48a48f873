using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Zswap;

/// <summary>
/// Which entry is a slot's (<c>zswap_tree</c>): an index in place of the kernel's tree, with a lock for each 64 MiB of
/// slots, as there.
/// </summary>
internal sealed unsafe class ZswapTree : IDisposable
{
    /// <summary>Slots under one lock (SWAP_ADDRESS_SPACE_PAGES).</summary>
    public const int SlotsPerLock = 1 << 14;

    private readonly NativeBlock _block;
    private readonly int* _entries;
    private readonly RankedLock[] _locks;

    public ZswapTree(uint slotCount)
    {
        SlotCount = slotCount;
        _block = new NativeBlock((nuint)slotCount * sizeof(int));
        _entries = (int*)_block.Start;
        _locks = new RankedLock[(slotCount + SlotsPerLock - 1) / SlotsPerLock];
        for (int i = 0; i < _locks.Length; i++)
            _locks[i] = new RankedLock(LockRank.ZswapTree);
    }

    public uint SlotCount { get; }

    public RankedLock LockOf(uint slot) => _locks[slot / SlotsPerLock];

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        for (int i = 0; i < _locks.Length; i++)
        {
            int first = i * SlotsPerLock;
            held.Add(_locks[i].Holder, () => $"zswap tree lock of slots {first} to {first + SlotsPerLock - 1}");
        }
    }

    public int FindLocked(uint slot)
    {
        LockOrder.AssertHeld(LockRank.ZswapTree);
        return _entries[slot];
    }

    public void SetLocked(uint slot, int entry)
    {
        LockOrder.AssertHeld(LockRank.ZswapTree);
        Volatile.Write(ref _entries[slot], entry);
    }

    /// <summary>The slot's entry at this moment; for checks and ghost state.</summary>
    public int Peek(uint slot) => Volatile.Read(ref _entries[slot]);

    public void Dispose() => _block.Dispose();
}
