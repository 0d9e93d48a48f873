using SwapStress.Paging.Folios;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;

namespace SwapStress.Paging;

/// <summary>
/// Accounts for every PTE, folio, reference and slot of an address space that nobody uses. After a storm nothing may
/// be leaked, locked, counted twice, or older than it should be.
/// </summary>
internal sealed class QuiescentCheck(Mm mm)
{
    private const int ViolationsMax = 20;

    private readonly List<string> _violations = [];
    private int _more;

    public IReadOnlyList<string> Run()
    {
        int[] pageOfFrame = new int[mm.Folios.FrameCount];
        Array.Fill(pageOfFrame, -1);
        int[] pageOfSlot = new int[mm.Swap.Map.SlotCount];
        Array.Fill(pageOfSlot, -1);
        CheckPages(pageOfFrame, pageOfSlot);
        CheckSlots(pageOfFrame, pageOfSlot);
        CheckFolios(pageOfFrame);
        mm.Swap.Allocator.Check(_violations);
        if (mm.Zswap is { } zswap)
            ZswapCheck.Run(zswap, mm.Swap.Map, Add);
        if (_more > 0)
            _violations.Add($"and {_more} more");
        return _violations;
    }

    private void CheckPages(int[] pageOfFrame, int[] pageOfSlot)
    {
        for (int page = 0; page < mm.PageTable.PageCount; page++)
        {
            Pte pte = mm.PageTable.Read(page);
            Expect(pte.Pins == 0, page, pte, "has pins");
            if (pte.IsPresent)
            {
                Expect(pageOfFrame[pte.Frame] < 0, page, pte, "shares its frame with another page");
                pageOfFrame[pte.Frame] = page;
            }
            else if (pte.IsSwap)
            {
                Expect(pageOfSlot[pte.Entry.Slot] < 0, page, pte, "shares its slot with another page");
                pageOfSlot[pte.Entry.Slot] = page;
            }
            else
            {
                Expect(pte.IsNone, page, pte, "is no valid entry");
            }
            Expect(!mm.PageTable.LockOf(page).IsHeld, page, pte, "is under a page-table lock that is held");
        }
    }

    private void CheckSlots(int[] pageOfFrame, int[] pageOfSlot)
    {
        HashSet<uint> parked = [.. mm.Swap.Slots.Parked()];
        for (uint slot = 1; slot < mm.Swap.Map.SlotCount; slot++)
        {
            SwapMapByte use = mm.Swap.Map.Read(slot);
            int page = pageOfSlot[slot];
            int frame = mm.Swap.Cache.Peek(slot);
            bool cached = frame != FolioTable.NoFolio;
            int holders = page >= 0 ? 1 : 0;
            if (use.Count != holders && !mm.Swap.Map.Errors.IsKeptBack(slot))
                Add($"slot {slot} is {use}, and {holders} PTEs hold it");
            bool isKeptBack = mm.Swap.Map.Errors.IsKeptBack(slot);
            if (use.HasCache != (cached || parked.Contains(slot) || isKeptBack))
                Add($"slot {slot} is {use}, and {(cached ? "has a folio in" : "is not in")} the swap cache");
            if (parked.Contains(slot) && (cached || use.Count != 0))
                Add($"slot {slot} is {use} and parked as free in a slot cache");
            if (cached)
            {
                ref Folio folio = ref mm.Folios[frame];
                if (!folio.Has(FolioFlags.SwapCache) || folio.Slot != slot)
                    Add(
                        $"slot {slot} has frame {frame} in the swap cache, which says {folio.Flags}, slot {folio.Slot}"
                    );
                if (folio.MapCount == 0 && page < 0 && !mm.Inactive.Contains(frame))
                    Add($"frame {frame} is forgotten in the swap cache for slot {slot}");
            }
            // The slot is the only copy unless a folio that is not written yet has it.
            bool mustHold = page >= 0 && !(cached && mm.Folios[frame].Has(FolioFlags.Dirty));
            if (mustHold && !mm.Ghost.HoldsNewest(slot, page, mm.Zswap?.PeekContent(slot)))
                Add($"slot {slot} does not hold the newest content of page {page}");
        }
    }

    private void CheckFolios(int[] pageOfFrame)
    {
        int used = 0;
        for (int frame = 0; frame < mm.Folios.FrameCount; frame++)
        {
            ref Folio folio = ref mm.Folios[frame];
            bool mapped = pageOfFrame[frame] >= 0;
            bool cached = folio.References > 0 && folio.Has(FolioFlags.SwapCache);
            int expected = (mapped ? 1 : 0) + (cached ? 1 : 0);
            if (folio.References != expected)
                Add($"frame {frame} has {folio.References} references, {expected} are accounted for ({folio.Flags})");
            if (expected == 0)
                continue;
            used++;
            if (folio.MapCount != (mapped ? 1 : 0))
                Add($"frame {frame} is mapped {(mapped ? 1 : 0)} times, its count says {folio.MapCount}");
            if (cached && mm.Swap.Cache.Peek(folio.Slot) != frame)
                Add($"frame {frame} says it is in the swap cache for slot {folio.Slot}, which has another");
            if (folio.IsLocked || folio.Has(FolioFlags.Writeback))
                Add($"frame {frame} is {(folio.IsLocked ? "locked" : "under writeback")}");
            if (!folio.Has(FolioFlags.Lru))
                Add($"frame {frame} was isolated and not put back");
        }
        int free = mm.Folios.CountFree();
        if (used + free != mm.Folios.FrameCount)
            Add($"{used} frames are used and {free} free, of {mm.Folios.FrameCount}");
    }

    private void Expect(bool condition, int page, Pte pte, string otherwise)
    {
        if (!condition)
            Add($"page {page} ({pte}) {otherwise}");
    }

    private void Add(string violation)
    {
        if (_violations.Count < ViolationsMax)
            _violations.Add(violation);
        else
            _more++;
    }
}
