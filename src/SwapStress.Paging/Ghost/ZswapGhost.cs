using System.Diagnostics;
using SwapStress.Paging.Folios;
using SwapStress.Primitives;

namespace SwapStress.Paging.Ghost;

/// <summary>
/// Ghost state: tells when zswap drops the only copy of a page, or writes back an entry that is no longer the slot's.
/// No decision of the model reads it. It names the cause; what is lost by it the <see cref="GhostOracle"/> foretells
/// when the page is next installed.
/// </summary>
internal sealed class ZswapGhost(Mm mm)
{
    private const int RecordsMax = 64;

    private readonly FirstRecords<ZswapGhostEvent> _records = new(RecordsMax);
    private long _onlyCopiesDropped;
    private long _staleWritebacks;

    public long OnlyCopiesDropped => Volatile.Read(ref _onlyCopiesDropped);

    public long StaleWritebacks => Volatile.Read(ref _staleWritebacks);

    /// <summary>The first events, at most 64.</summary>
    public IReadOnlyList<ZswapGhostEvent> Records() => _records.Read();

    /// <summary>Forgets everything.</summary>
    public void Rewind()
    {
        _records.Clear();
        _onlyCopiesDropped = 0;
        _staleWritebacks = 0;
    }

    /// <summary>A folio is thrown away for which a load dropped the slot's entry.</summary>
    /// <remarks>
    /// Everything is read without locks. What matters is a page whose PTE still names the slot: if another thread maps
    /// something else for it meanwhile, that is a stale install and told as one.
    /// </remarks>
    public void Discarding(uint slot, in Folio folio)
    {
        long content = folio.GhostContent;
        if (
            IsNewestOf(slot, content)
            && !mm.Ghost.SlotHolds(slot, content)
            && ContentOf(mm.Swap.Cache.Peek(slot)) != content
            && mm.Zswap?.PeekContent(slot) != content
        )
        {
            Interlocked.Increment(ref _onlyCopiesDropped);
            mm.Ghost.Dropped(content);
            Record(ZswapGhostKind.OnlyCopyDropped, slot, content);
        }
    }

    /// <summary>An entry is about to be written to a slot, whose new folio in the swap cache is locked.</summary>
    /// <returns>What the folio then holds.</returns>
    public long WritingBack(uint slot, int entry, long content)
    {
        // A load may have taken the entry from the slot since the fix looked; that does not make its data old.
        if (mm.Zswap!.Tree.Peek(slot) == entry || IsNewestOf(slot, content))
            return content;
        Interlocked.Increment(ref _staleWritebacks);
        Record(ZswapGhostKind.StaleWriteback, slot, content);
        return ContentFormat.Stray(content);
    }

    /// <summary>Whether a page needs this content, and its PTE says that it is in this slot.</summary>
    private bool IsNewestOf(uint slot, long content)
    {
        if (content == 0)
            return false;
        int page = mm.Ghost.Format.PageOf(content);
        Pte pte = mm.PageTable.Read(page);
        return pte.IsSwap && pte.Entry.Slot == slot && mm.Ghost.IsNewest(page, content);
    }

    private long ContentOf(int frame) => frame == FolioTable.NoFolio ? 0 : mm.Folios[frame].GhostContent;

    private void Record(ZswapGhostKind kind, uint slot, long content) =>
        _records.Add(
            new ZswapGhostEvent(
                kind,
                mm.Ghost.Format.PageOf(content),
                slot,
                mm.Ghost.Format.VersionOf(content),
                Environment.CurrentManagedThreadId,
                Stopwatch.GetTimestamp()
            )
        );
}
