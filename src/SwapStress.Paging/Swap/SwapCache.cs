using SwapStress.Paging.Folios;
using SwapStress.Primitives.Memory;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Swap;

/// <summary>
/// The swap cache: which folio holds a slot's page. Looked up without a lock; changed only by who holds the folio
/// lock and the slot's cache flag in the swap map, so a slot never has two folios.
/// </summary>
internal sealed unsafe class SwapCache : IDisposable
{
    private readonly FolioTable _folios;
    private readonly NativeBlock _block;

    /// <summary>Frame + 1 for each slot; 0 for none.</summary>
    private readonly int* _entries;

    public SwapCache(FolioTable folios, uint slotCount)
    {
        _folios = folios;
        _block = new NativeBlock((nuint)slotCount * sizeof(int));
        _entries = (int*)_block.Start;
    }

    /// <summary>The folio of a slot, with a reference taken (<c>swap_cache_get_folio</c>).</summary>
    /// <returns>The frame, or <see cref="FolioTable.NoFolio"/>.</returns>
    /// <remarks>
    /// By the time the caller looks, the folio may have left the cache or hold another slot; the fault rechecks that
    /// after it has the folio lock.
    /// </remarks>
    public int Get(uint slot)
    {
        var spinner = new SpinWait();
        var loop = new RetryLoop();
        while (true)
        {
            SchedulePoint.Before(StepKind.CacheLookup, slot);
            int entry = Volatile.Read(ref _entries[slot]);
            if (entry == 0)
                return FolioTable.NoFolio;
            int frame = entry - 1;
            if (_folios[frame].TryGet())
            {
                // The folio could have been freed and used for something else before the reference was taken.
                SchedulePoint.Before(StepKind.CacheLookup, slot);
                if (Volatile.Read(ref _entries[slot]) == entry)
                    return frame;
                _folios.Put(frame);
            }
            // Frozen: reclaim is about to take it out of the cache.
            SchedulePoint.Spin(ref spinner, ref loop);
        }
    }

    /// <summary>
    /// The folio of a slot at this moment, without a reference: it may not be used. Enough to know whether there is one,
    /// for who holds what keeps that answer from changing (<see cref="Fault.MarkerFault"/>), and for checks.
    /// </summary>
    public int Peek(uint slot) => Volatile.Read(ref _entries[slot]) - 1;

    /// <summary>
    /// Puts a locked folio in the cache (<c>add_to_swap_cache</c>); the cache takes a reference. The caller holds the
    /// slot's cache flag.
    /// </summary>
    public void AddLocked(uint slot, int frame)
    {
        ref Folio folio = ref _folios[frame];
        SchedulePoint.Before(StepKind.CacheChange, slot);
        folio.Get();
        folio.Slot = slot;
        folio.Set(FolioFlags.SwapCache);
        if (Interlocked.CompareExchange(ref _entries[slot], frame + 1, 0) != 0)
            throw new InvalidOperationException($"Slot {slot} has a folio in the swap cache already.");
    }

    /// <summary>
    /// Takes a locked folio out (<c>__delete_from_swap_cache</c>). The caller then drops the cache's reference and
    /// the slot's cache flag, in that order of visibility: for a moment the flag is set and no folio is there.
    /// </summary>
    public void RemoveLocked(uint slot, int frame)
    {
        SchedulePoint.Before(StepKind.CacheChange, slot);
        if (Interlocked.CompareExchange(ref _entries[slot], 0, frame + 1) != frame + 1)
            throw new InvalidOperationException($"Slot {slot} does not have frame {frame} in the swap cache.");
        SchedulePoint.Before(StepKind.FolioFlags, frame);
        _folios[frame].Clear(FolioFlags.SwapCache);
    }

    public void Dispose() => _block.Dispose();
}
