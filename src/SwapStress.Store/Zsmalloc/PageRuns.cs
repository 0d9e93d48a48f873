using System.Numerics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The pages of a pool: slabs of one huge page each, from which runs of any few pages are cut. A run that is freed joins
/// the free runs on both sides of it, so that what one size leaves serves the others. What lies free in runs too short
/// for what is asked for goes back to the host before the slabs outgrow the pages in use at the peak by more than an
/// eighth.
/// </summary>
/// <remarks>
/// Memory is kept up to that peak: were it given back as zspages empty, a swap-in would pay for the unmapping, and a
/// swap-out for page faults and TLB misses. So it is given back where the pool grows, and never where it shrinks.
/// </remarks>
internal sealed unsafe class PageRuns : IDisposable
{
    /// <summary>The longest run that can be asked for: the longest zspage.</summary>
    public const int PagesMax = 16;

    private readonly List<NativeBlock> _slabs = [];

    /// <summary>Free runs by length; the last list has the longer ones too.</summary>
    private readonly SlabPage*[] _runs = new SlabPage*[PagesMax + 1];

    /// <summary>One bit for each list that is not empty.</summary>
    private uint _present;

    /// <summary>Where the host would not take enough: the pages that must be held before it is asked again.</summary>
    private long _keptInVain;

    /// <summary>Pages in use: of runs that were taken.</summary>
    public long Used { get; private set; }

    /// <summary>The most that <see cref="Used"/> has been.</summary>
    public long UsedMax { get; private set; }

    /// <summary>Pages that the host has given: whole slabs, less the free pages that went back to it.</summary>
    public long Held { get; private set; }

    /// <summary>
    /// What <see cref="Held"/> may be: the peak of the pages in use, an eighth for runs that nothing fits into, and the slab
    /// that was begun last.
    /// </summary>
    public long HeldMax => UsedMax + (UsedMax / 8) + SlabPage.SlabPages;

    /// <summary>Slabs.</summary>
    public IReadOnlyList<NativeBlock> Slabs => _slabs;

    /// <summary>Takes the first pages of the shortest free run that is long enough.</summary>
    /// <param name="pages">How many, 1 to <see cref="PagesMax"/>.</param>
    /// <returns>The first of them, or null when the host refuses a slab.</returns>
    public SlabPage* TryTakeLocked(int pages)
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        uint fitting = _present >> pages << pages;
        if (fitting == 0)
        {
            if (!TryAddSlab())
                return null;
            fitting = 1u << PagesMax;
        }
        SlabPage* run = _runs[BitOperations.TrailingZeroCount(fitting)];
        int length = run->RunPages;
        Unlink(run);
        if (length != pages)
            Link(run + pages, length - pages);
        SetEnds(run, pages, -pages);
        for (SlabPage* page = run; page < run + pages; page++)
        {
            Held += page->IsReturned ? 1 : 0;
            page->IsReturned = false;
        }
        Used += pages;
        UsedMax = Math.Max(UsedMax, Used);
        if (Held > Math.Max(HeldMax, _keptInVain))
            GiveBack();
        return run;
    }

    /// <summary>Frees a run that was taken.</summary>
    public void FreeLocked(SlabPage* run)
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        int pages = -run->RunPages;
        Used -= pages;
        // A zspage's head lay here.
        run->IsReturned = false;
        if (SlabPage.IndexOf(run) + pages < SlabPage.SlabPages && run[pages].RunPages > 0)
        {
            SlabPage* next = run + pages;
            Unlink(next);
            pages += next->RunPages;
        }
        if (run[-1].RunPages > 0)
        {
            pages += run[-1].RunPages;
            run -= run[-1].RunPages;
            Unlink(run);
        }
        Link(run, pages);
    }

    /// <summary>The first run of a list.</summary>
    public SlabPage* Head(int list) => _runs[list];

    /// <summary>The list of free runs of a length.</summary>
    public static int ListOf(int pages) => Math.Min(pages, PagesMax);

    /// <summary>Frees the slabs. Nobody may use their pages any more.</summary>
    public void Dispose()
    {
        foreach (NativeBlock slab in _slabs)
            slab.Dispose();
        _slabs.Clear();
        Array.Clear(_runs);
        _present = 0;
        Held = 0;
    }

    private bool TryAddSlab()
    {
        NativeBlock slab;
        try
        {
            slab = new NativeBlock(SlabPage.SlabBytes);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        _slabs.Add(slab);
        Held += SlabPage.SlabPages;
        Link((SlabPage*)slab.Start + SlabPage.HeadPages, SlabPage.SlabPages - SlabPage.HeadPages);
        return true;
    }

    /// <summary>
    /// Gives free pages back to the host, of the longest runs first, and some more than is too many, so that the pool grows
    /// by a sixteenth before it looks at them again.
    /// </summary>
    private void GiveBack()
    {
        long enough = HeldMax - (UsedMax / 16);
        for (int list = PagesMax; list > 0; list--)
        {
            for (SlabPage* run = _runs[list]; run != null && Held > enough; run = run->Next)
                GiveBack(run);
        }
        _keptInVain = Held > HeldMax ? Held + SlabPage.SlabPages : 0;
    }

    private void GiveBack(SlabPage* run)
    {
        // A host with larger pages takes back none that is partly in use.
        int unit = Math.Max(1, Environment.SystemPageSize >> PageSize.Shift);
        int first = (SlabPage.IndexOf(run) + unit - 1) / unit * unit;
        int end = (SlabPage.IndexOf(run) + run->RunPages) / unit * unit;
        if (first >= end)
            return;
        SlabPage* descriptors = run - SlabPage.IndexOf(run);
        int kept = 0;
        for (int i = first; i < end; i++)
            kept += descriptors[i].IsReturned ? 0 : 1;
        byte* start = SlabPage.Data(descriptors + first);
        if (kept == 0 || !NativeBlock.TryGiveBack(start, (nuint)(end - first) << PageSize.Shift))
            return;
        for (int i = first; i < end; i++)
            descriptors[i].IsReturned = true;
        Held -= kept;
    }

    private void Link(SlabPage* run, int pages)
    {
        SetEnds(run, pages, pages);
        int list = ListOf(pages);
        run->Previous = null;
        run->Next = _runs[list];
        if (run->Next != null)
            run->Next->Previous = run;
        _runs[list] = run;
        _present |= 1u << list;
    }

    private void Unlink(SlabPage* run)
    {
        int list = ListOf(run->RunPages);
        if (run->Previous != null)
            run->Previous->Next = run->Next;
        else
            _runs[list] = run->Next;
        if (run->Next != null)
            run->Next->Previous = run->Previous;
        if (_runs[list] == null)
            _present &= ~(1u << list);
    }

    private static void SetEnds(SlabPage* run, int pages, int value)
    {
        run->RunPages = (short)value;
        run[pages - 1].RunPages = (short)value;
    }
}
