using SwapStress.Primitives.Locking;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <summary>Compaction of the device's pool.</summary>
public sealed unsafe partial class ZramDevice
{
    /// <summary>
    /// Moves stored pages together and frees the pool's pages that this empties (a write to <c>compact</c>). Any number
    /// of threads may use the device meanwhile; a slot that one of them holds is passed over.
    /// </summary>
    /// <returns>Pages freed; 0 at once when another thread is compacting.</returns>
    public long Compact()
    {
        ZsCompaction compaction = _pool.Compaction;
        if (!compaction.TryBegin())
            return 0;
        for (uint slot = 0; slot < SlotCount && compaction.HasSources; slot++)
            TryMove(_slots + slot, compaction);
        return compaction.End();
    }

    private static void TryMove(ZramSlot* entry, ZsCompaction compaction)
    {
        // Looked at without the lock, so that few slots are locked: a free that finds one locked keeps the data.
        int hint = entry->Length;
        if (hint == 0 || !compaction.HasSourcesFor(hint))
            return;
        if (!LockWord.TryEnter(&entry->Lock, LockRank.DeviceSlot))
            return;
        // A blob that lies in its neighbours as well stays where they are.
        if (!entry->Handle.IsNone && !entry->IsOverrun)
            compaction.Offer(entry->Handle);
        LockWord.Exit(&entry->Lock, LockRank.DeviceSlot);
    }
}
