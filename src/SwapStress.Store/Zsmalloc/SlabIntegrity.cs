using System.Numerics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zsmalloc;

/// <summary>Checks the slabs of a pool: that runs follow each other from the first page to the last, and all are known.</summary>
internal static unsafe class SlabIntegrity
{
    /// <summary>Checks them against what the pool says is in use.</summary>
    public static void CheckLocked(
        PageRuns runs,
        SlabPage* pieces,
        long usedPages,
        long usedPieces,
        List<string> violations
    )
    {
        LockOrder.AssertHeld(LockRank.PoolMemory);
        HashSet<nint> listed = CollectFree(runs, violations);
        long used = 0;
        long held = 0;
        foreach (NativeBlock slab in runs.Slabs)
            CheckSlab((SlabPage*)slab.Start, listed, violations, ref used, ref held);
        if (listed.Count != 0)
            violations.Add($"slabs: {listed.Count} free runs lie in none");
        if (used != runs.Used)
            violations.Add($"slabs: {runs.Used} pages in use counted, {used} found");
        if (held != runs.Held)
            violations.Add($"slabs: {runs.Held} pages held counted, {held} found");
        CheckPieces(pieces, used - usedPages, usedPieces, violations);
    }

    private static HashSet<nint> CollectFree(PageRuns runs, List<string> violations)
    {
        HashSet<nint> listed = [];
        for (int list = 0; list <= PageRuns.PagesMax; list++)
        {
            for (SlabPage* run = runs.Head(list); run != null; run = run->Next)
            {
                if (!listed.Add((nint)run))
                {
                    violations.Add($"slabs: the list of free runs of {list} pages comes back to itself");
                    break;
                }
                if (run->RunPages <= 0 || PageRuns.ListOf(run->RunPages) != list)
                    violations.Add($"slabs: a run of {run->RunPages} pages is in the list of free ones of {list}");
            }
        }
        return listed;
    }

    /// <summary>Checks one slab, and crosses its free runs off <paramref name="listed"/>.</summary>
    private static void CheckSlab(
        SlabPage* slab,
        HashSet<nint> listed,
        List<string> violations,
        ref long used,
        ref long held
    )
    {
        bool wasFree = false;
        held += SlabPage.SlabPages;
        for (int i = SlabPage.HeadPages; i < SlabPage.SlabPages; )
        {
            int signed = slab[i].RunPages;
            int pages = Math.Abs(signed);
            if (pages == 0 || i + pages > SlabPage.SlabPages || slab[i + pages - 1].RunPages != signed)
            {
                violations.Add($"slabs: page {i} starts a run of {signed} pages");
                return;
            }
            bool isFree = signed > 0;
            if (isFree != listed.Remove((nint)(slab + i)))
                violations.Add(
                    $"slabs: page {i} starts a run that is {(isFree ? "free and in no list" : "in use and free")}"
                );
            if (isFree && wasFree)
                violations.Add($"slabs: page {i} starts a free run behind another");
            wasFree = isFree;
            if (!isFree)
                used += pages;
            for (int page = i; isFree && page < i + pages; page++)
                held -= slab[page].IsReturned ? 1 : 0;
            i += pages;
        }
    }

    /// <summary>Checks that pages cut into pieces have as many pieces in use as the handles say.</summary>
    private static void CheckPieces(SlabPage* pieces, long pages, long usedPieces, List<string> violations)
    {
        const int PerPage = PageSize.Bytes / ChunkSource.PieceBytes;
        long free = 0;
        for (SlabPage* page = pieces; page != null; page = page->Next)
        {
            free += BitOperations.PopCount(page->FreePieces);
            if (page->FreePieces == 0 || page->RunPages != -1)
                violations.Add("slabs: a page is listed for pieces that it does not have");
        }
        if ((pages * PerPage) - free != usedPieces)
            violations.Add(
                $"slabs: {pages} pages are in no zspage, with {free} pieces free, and {usedPieces} pieces have handles"
            );
    }
}
