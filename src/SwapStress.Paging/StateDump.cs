using SwapStress.Paging.Folios;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging;

/// <summary>
/// What of an address space is on its way from one state to another, in lines for people: of a run that hangs, who holds
/// what and which pages and slots are stuck. Reads without locks, as nobody may drop theirs any more; a region that is in
/// use changes meanwhile.
/// </summary>
/// <param name="mm">The address space.</param>
/// <param name="nameOf">Names the thread that holds a lock.</param>
internal sealed class StateDump(Mm mm, Func<LockHolder, string> nameOf)
{
    /// <summary>Lines of each kind; more are counted.</summary>
    private const int LinesMax = 200;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Write()
    {
        Section("Locks held", Locks());
        Section("Folios locked or under writeback", Folios());
        Section("PTEs in transition", Pages());
        Section("Slots in transition", Slots());
        return _lines;
    }

    private IEnumerable<string> Locks()
    {
        var held = new HeldLocks();
        mm.PageTable.NoteLocks(held);
        mm.Swap.Slots.NoteLocks(held);
        held.Add(mm.Swap.Allocator.LockHolder, () => "slot allocator");
        mm.Swap.Map.NoteLocks(held);
        mm.Zswap?.NoteLocks(held);
        mm.Swap.Device.NoteLocks(held);
        foreach ((string name, LockHolder holder) in held.All)
            yield return $"{name}: {nameOf(holder)}{(holder.IsAwaited ? ", awaited" : "")}";
    }

    private IEnumerable<string> Folios()
    {
        for (int frame = 0; frame < mm.Folios.FrameCount; frame++)
        {
            Folio folio = mm.Folios[frame];
            LockHolder? holder = mm.Folios[frame].LockHolder;
            if (holder is null && (folio.References == 0 || !folio.Has(FolioFlags.Writeback)))
                continue;
            string locked = holder is { } known
                ? $"locked by {nameOf(known)}{(known.IsAwaited ? ", awaited" : "")}"
                : "not locked";
            yield return $"frame {frame}: {locked}; {folio.Flags}, slot {folio.Slot}, {folio.References} references, mapped {folio.MapCount} times"
                + (folio.IsUptodate ? "" : ", not uptodate");
        }
    }

    /// <summary>Pages with a swap-in mark or pins, and those whose slot is in the swap cache: all that a fault may wait for.</summary>
    public static IEnumerable<int> PagesInTransition(Mm mm)
    {
        for (int page = 0; page < mm.PageTable.PageCount; page++)
        {
            Pte pte = mm.PageTable.Read(page);
            if (pte.IsSwapIn || pte.Pins != 0 || (pte.IsSwap && mm.Swap.Map.Read(pte.Entry.Slot).HasCache))
                yield return page;
        }
    }

    private IEnumerable<string> Pages()
    {
        foreach (int page in PagesInTransition(mm))
        {
            Pte pte = mm.PageTable.Read(page);
            yield return $"page {page}: {pte}" + (pte.IsSwap ? $", whose slot is {DescribeSlot(pte.Entry.Slot)}" : "");
        }
    }

    /// <summary>Slots with the cache flag and no folio: somebody reads past the swap cache, or has one to add or to free.</summary>
    private IEnumerable<string> Slots()
    {
        HashSet<uint> parked = [.. mm.Swap.Slots.Parked()];
        for (uint slot = 1; slot < mm.Swap.Map.SlotCount; slot++)
        {
            if (
                mm.Swap.Map.Read(slot).HasCache
                && mm.Swap.Cache.Peek(slot) == FolioTable.NoFolio
                && !parked.Contains(slot)
            )
                yield return $"slot {slot}: {DescribeSlot(slot)}";
        }
    }

    private string DescribeSlot(uint slot)
    {
        int frame = mm.Swap.Cache.Peek(slot);
        return $"{mm.Swap.Map.Read(slot)}, "
            + (frame == FolioTable.NoFolio ? "no folio in the swap cache" : $"frame {frame} in the swap cache");
    }

    private void Section(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        _lines.Add($"{title}: {(all.Length == 0 ? "none" : all.Length)}");
        _lines.AddRange(all.Take(LinesMax).Select(line => $"  {line}"));
        if (all.Length > LinesMax)
            _lines.Add($"  and {all.Length - LinesMax} more");
    }
}
