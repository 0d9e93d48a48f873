using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Swap;

/// <summary>
/// The per-CPU caches of swap slots (kernel 4.11–6.14, <c>mm/swap_slots.c</c>): slots are taken from the allocator and
/// given back to it 64 at a time. They are on only while plenty is free; a parked slot looks "cached" in the swap
/// map, so it is neither free nor usable. On the nearly full device of the reproducer they are off.
/// </summary>
internal sealed class SlotCache
{
    /// <summary>Slots in each direction for each processor (SWAP_SLOTS_CACHE_SIZE).</summary>
    public const int Size = 64;

    private const int ActivateFactor = 5 * Size;
    private const int DeactivateFactor = 2 * Size;

    private readonly SlotAllocator _allocator;
    private readonly SlotRelease _release;
    private readonly Processor[] _processors;
    private readonly RankedLock _switchLock = new(LockRank.SwapSlotCache);
    private volatile bool _active;

    /// <summary>Caches in front of an allocator, off at first.</summary>
    /// <param name="allocator">Where slots come from.</param>
    /// <param name="release">Gives slots back for good: tells the device, frees them in the allocator.</param>
    public SlotCache(SlotAllocator allocator, SlotRelease release)
    {
        _allocator = allocator;
        _release = release;
        _processors = new Processor[PerProcessor.Count];
        for (int i = 0; i < _processors.Length; i++)
            _processors[i] = new Processor();
    }

    /// <summary>Takes a slot (<c>folio_alloc_swap</c>).</summary>
    /// <returns>The slot, "cached" with count 0; or 0 when the device is full.</returns>
    public uint Allocate()
    {
        if (CheckActive())
        {
            Processor processor = _processors[PerProcessor.Current];
            processor.TakeLock.Enter();
            // Rechecked under the lock: Deactivate drains each cache under it after it has cleared the flag.
            if (_active)
            {
                if (processor.TakeCount == 0)
                {
                    processor.TakeCount = _allocator.Allocate(processor.Take);
                    // They are used in the order in which they were found.
                    processor.Take.AsSpan(0, processor.TakeCount).Reverse();
                }
                if (processor.TakeCount > 0)
                {
                    uint cached = processor.Take[--processor.TakeCount];
                    processor.TakeLock.Exit();
                    return cached;
                }
            }
            processor.TakeLock.Exit();
        }
        uint slot = 0;
        _allocator.Allocate(new Span<uint>(ref slot));
        return slot;
    }

    /// <summary>Gives back a slot that nobody uses any more, now or later (<c>free_swap_slot</c>).</summary>
    public void Free(uint slot)
    {
        if (_active)
        {
            Processor processor = _processors[PerProcessor.Current];
            processor.ReturnLock.Enter();
            if (_active)
            {
                if (processor.ReturnCount == Size)
                    DrainReturnedLocked(processor);
                processor.Return[processor.ReturnCount++] = slot;
                processor.ReturnLock.Exit();
                return;
            }
            processor.ReturnLock.Exit();
        }
        _release(new ReadOnlySpan<uint>(in slot));
    }

    /// <summary>Slots parked in either direction; only while nobody uses the caches.</summary>
    public IEnumerable<uint> Parked() =>
        _processors.SelectMany(p => p.Take.Take(p.TakeCount).Concat(p.Return.Take(p.ReturnCount)));

    /// <summary>Gives all parked slots back to the allocator.</summary>
    public void Drain()
    {
        foreach (Processor processor in _processors)
        {
            processor.TakeLock.Enter();
            _release(processor.Take.AsSpan(0, processor.TakeCount));
            processor.TakeCount = 0;
            processor.TakeLock.Exit();
            processor.ReturnLock.Enter();
            DrainReturnedLocked(processor);
            processor.ReturnLock.Exit();
        }
    }

    private void DrainReturnedLocked(Processor processor)
    {
        LockOrder.AssertHeld(LockRank.SwapSlotCache);
        _release(processor.Return.AsSpan(0, processor.ReturnCount));
        processor.ReturnCount = 0;
    }

    /// <summary>Turns the caches on or off by how much is free (<c>check_cache_active</c>).</summary>
    private bool CheckActive()
    {
        long free = _allocator.FreeSlots;
        bool active = _active;
        if (active ? free >= DeactivateFactor * PerProcessor.Count : free <= ActivateFactor * PerProcessor.Count)
            return active;
        // One thread switches; the others go by what they see.
        if (!_switchLock.TryEnter())
            return _active;
        _active = !active;
        _switchLock.Exit();
        if (active)
            Drain();
        return _active;
    }

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        held.Add(_switchLock.Holder, () => "slot caches' switch");
        for (int i = 0; i < _processors.Length; i++)
        {
            int processor = i;
            held.Add(_processors[i].TakeLock.Holder, () => $"slot cache of processor {processor}, taking");
            held.Add(_processors[i].ReturnLock.Holder, () => $"slot cache of processor {processor}, returning");
        }
    }

    private sealed class Processor
    {
        public readonly RankedLock TakeLock = new(LockRank.SwapSlotCache);
        public readonly RankedLock ReturnLock = new(LockRank.SwapSlotCache);
        public readonly uint[] Take = new uint[Size];
        public readonly uint[] Return = new uint[Size];
        public int TakeCount;
        public int ReturnCount;
    }
}
