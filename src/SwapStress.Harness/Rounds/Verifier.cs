using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Workers;
using SwapStress.Paging;
using SwapStress.Primitives;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// Checks every page of a region that nobody else uses: the counter against what the workers did, the stamp and the
/// body against what was written, and the oracle against all of it. A crew of its own reads the pages, each page by
/// one thread, because a slow device would make one thread take seconds.
/// </summary>
internal sealed class Verifier(WorkerCrew checkers, PageContent content, WorkKind work)
{
    /// <summary>Pages populated and checked so far, in all rounds.</summary>
    public PageTally Pages { get; } = new();

    /// <summary>Writes every page anew.</summary>
    /// <param name="isCancelled">Asked at each page: whether to leave the rest.</param>
    public void Populate(IRegion region, Func<bool> isCancelled) =>
        checkers.Run(checker =>
        {
            Span<byte> page = stackalloc byte[PageSize.Bytes];
            for (int index = checker; index < region.PageCount && !isCancelled(); index += checkers.Count)
            {
                content.Fill(index, page);
                region.WritePage(index, page);
                Pages.Add();
            }
        });

    /// <summary>Checks every page, then the region's own accounting.</summary>
    /// <param name="pass">What was done to it.</param>
    /// <param name="isCancelled">Asked at each page: whether to leave the rest.</param>
    /// <returns>Null if it was cancelled: a page that was not looked at could be wrong.</returns>
    public Verification? Verify(IRegion region, AddPass pass, Func<bool> isCancelled)
    {
        int[] comings = WorkerPath.ExpectedCounts(pass.PagesDone, region.PageCount);
        var wrong = new ConcurrentBag<PageFinding>();
        var misloaded = new ConcurrentBag<MisloadFinding>();
        var unreadable = new ConcurrentBag<ReadFailureFinding>();
        checkers.Run(checker =>
        {
            Span<byte> found = stackalloc byte[PageSize.Bytes];
            for (int page = checker; page < region.PageCount && !isCancelled(); page += checkers.Count)
            {
                Pages.Add();
                long offset = (long)page * PageSize.Bytes;
                // The read comes before the oracle is asked: it may install the page, and lose something by it.
                // An access that failed did not add.
                long updates = comings[page] - pass.ReadFailures.AccessesTo(page);
                bool isReadable = TryRead(region, page, found, pass.ReadFailures);
                if (isReadable)
                {
                    CheckContent(page, found, pass.Misloads);
                    var counted = new PageFinding(
                        offset,
                        updates,
                        (long)MemoryMarshal.Read<ulong>(found),
                        region.ForetoldLosses(page),
                        region.CausesOf(page)
                    );
                    if (counted.Lost != 0 || counted.IsDisagreement)
                        wrong.Add(counted);
                }
                if (pass.Misloads.Contains(page, out ulong got))
                    misloaded.Add(new MisloadFinding(offset, content.StampOf(page), got, region.CausesOf(page)));
                if (pass.ReadFailures.Contains(page, out uint slot))
                    unreadable.Add(
                        new ReadFailureFinding(
                            offset,
                            slot,
                            isReadable ? 0 : updates,
                            region.CausesOf(page),
                            // Each failed access is one that the device failed; what else happened to the page is
                            // another matter.
                            IsInjected: isReadable && region.InjectedErrors(page) == pass.ReadFailures.AccessesTo(page)
                        )
                    );
            }
        });
        if (isCancelled())
            return null;
        return new Verification
        {
            Pages = [.. wrong.OrderBy(page => page.Offset)],
            Misloads = [.. misloaded.OrderBy(page => page.Offset)],
            ReadFailures = [.. unreadable.Where(page => !page.IsInjected).OrderBy(page => page.Offset)],
            InjectedFailures = [.. unreadable.Where(page => page.IsInjected).OrderBy(page => page.Offset)],
            Violations = region.CheckQuiescent(),
        };
    }

    private static bool TryRead(IRegion region, int page, Span<byte> found, ReadFailureLog failures)
    {
        try
        {
            region.ReadPage(page, found);
            return true;
        }
        catch (PageReadException failure)
        {
            failures.Note(page, failure.Slot);
            return false;
        }
    }

    /// <summary>Compares everything but the counter with what its workers leave behind at that counter.</summary>
    private void CheckContent(int page, ReadOnlySpan<byte> found, MisloadLog misloads)
    {
        Span<byte> written = stackalloc byte[PageSize.Bytes];
        content.Fill(page, written);
        if (work == WorkKind.Fill)
        {
            Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(written);
            FillLine.WriteAll(words, page, content.FillKey, counter: MemoryMarshal.Read<ulong>(found));
        }
        if (!written[sizeof(ulong)..].SequenceEqual(found[sizeof(ulong)..]))
            misloads.Note(page, got: MemoryMarshal.Read<ulong>(found[sizeof(ulong)..]));
    }
}
