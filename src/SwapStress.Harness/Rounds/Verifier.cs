using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Workers;
using SwapStress.Primitives;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// Checks every page of a region that nobody else uses: the counter against what the workers did, the stamp and the
/// body against what was written, and the oracle against the counter. A crew of its own reads the pages, each page by
/// one thread, because a slow device would make one thread take seconds.
/// </summary>
internal sealed class Verifier(WorkerCrew checkers, PageContent content)
{
    /// <summary>Writes every page anew.</summary>
    public void Populate(IRegion region) =>
        checkers.Run(checker =>
        {
            Span<byte> page = stackalloc byte[PageSize.Bytes];
            for (int index = checker; index < region.PageCount; index += checkers.Count)
            {
                content.Fill(index, page);
                region.WritePage(index, page);
            }
        });

    /// <summary>Checks every page, then the region's own accounting.</summary>
    public Verification Verify(IRegion region, ReadOnlySpan<int> pagesDone, MisloadLog misloads)
    {
        int[] expected = WorkerPath.ExpectedCounts(pagesDone, region.PageCount);
        var wrong = new ConcurrentBag<PageFinding>();
        var misloaded = new ConcurrentBag<MisloadFinding>();
        checkers.Run(checker =>
        {
            Span<byte> written = stackalloc byte[PageSize.Bytes];
            Span<byte> found = stackalloc byte[PageSize.Bytes];
            for (int page = checker; page < region.PageCount; page += checkers.Count)
            {
                content.Fill(page, written);
                region.ReadPage(page, found);
                ulong stamp = MemoryMarshal.Read<ulong>(found[sizeof(ulong)..]);
                if (!written[sizeof(ulong)..].SequenceEqual(found[sizeof(ulong)..]))
                    misloads.Note(page, stamp);
                long offset = (long)page * PageSize.Bytes;
                if (misloads.Contains(page, out ulong got))
                    misloaded.Add(new MisloadFinding(offset, content.StampOf(page), got));
                long counter = (long)MemoryMarshal.Read<ulong>(found);
                var finding = new PageFinding(offset, expected[page], counter, region.ForetoldLosses(page));
                if (finding.Lost != 0 || finding.IsDisagreement)
                    wrong.Add(finding);
            }
        });
        return new Verification
        {
            Pages = wrong.OrderBy(page => page.Offset).ToArray(),
            Misloads = misloaded.OrderBy(page => page.Offset).ToArray(),
            Violations = region.CheckQuiescent(),
        };
    }
}
