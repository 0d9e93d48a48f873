using SwapStress.Paging;
using SwapStress.Paging.Folios;

namespace SwapStress.Explorer.Tests;

/// <summary>All of a region that can decide what happens next, as text.</summary>
internal static class RegionState
{
    /// <summary>Read by a thread that nobody schedules: to look is no step. A task could come back to the caller's.</summary>
    public static string Of(AddressSpace space)
    {
        string state = "";
        var reader = new Thread(() => state = Read(space));
        reader.Start();
        reader.Join();
        return state;
    }

    private static string Read(AddressSpace space)
    {
        Mm mm = space.Mm;
        List<string> parts = [];
        for (int page = 0; page < space.PageCount; page++)
            parts.Add($"page {page} {mm.PageTable.Read(page).Word:x}");
        for (uint slot = 1; slot < mm.Swap.Map.SlotCount; slot++)
            parts.Add($"slot {slot} {mm.Swap.Map.Read(slot)} {mm.Swap.Cache.Peek(slot)} {mm.Zswap?.PeekContent(slot)}");
        for (int frame = 0; frame < mm.Folios.FrameCount; frame++)
        {
            ref Folio folio = ref mm.Folios[frame];
            if (folio.References > 0)
                parts.Add(
                    $"frame {frame} {folio.References} {folio.Flags} {folio.MapCount} {folio.Slot} {folio.IsLocked} "
                        + $"{mm.Inactive.Contains(frame)} {HashOf(mm.Folios.Bytes(frame)):x}"
                );
        }
        parts.Add($"{mm.Swap.Allocator.FreeSlots} slots, {mm.Zswap?.Counters.StoredPages} entries free");
        return string.Join("; ", parts);
    }

    private static int HashOf(ReadOnlySpan<byte> page)
    {
        var hash = new HashCode();
        hash.AddBytes(page);
        return hash.ToHashCode();
    }
}
