using System.Runtime.InteropServices;
using SwapStress.Explorer.Engine;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Primitives;

namespace SwapStress.Explorer.Programs;

/// <summary>
/// Looks at every page when a schedule of a program has ended, as a stress run does after a round: its counter, all its
/// other words, whether anything but its newest content was ever mapped, and whether the ghost oracle foretold what is
/// missing.
/// </summary>
internal sealed class FinalCheck
{
    /// <summary>Words of a page that hold counter and stamp, and that a fill leaves alone.</summary>
    public const int HeadWords = 8;

    /// <summary>The word with the stamp.</summary>
    public const int StampWord = 1;

    private readonly FinalPage[] _pages;
    private readonly byte[] _found = new byte[PageSize.Bytes];

    /// <summary>A check of a program's pages.</summary>
    public FinalCheck(ExploredProgram program) =>
        _pages = [.. Enumerable.Range(0, program.Space.PageCount).Select(page => new FinalPage(program, page))];

    /// <summary>The stamp of a page.</summary>
    public static ulong StampOf(int page) => (ulong)page + 1;

    /// <summary>Stamps a page that an operation of the setup has brought in.</summary>
    public static void Stamp(AddressSpace space, Operation operation)
    {
        if (operation.Kind != OperationKind.Increment)
            return;
        using PinnedPage pinned = space.PinForWriting(operation.Page);
        pinned.Words[StampWord] = StampOf(operation.Page);
    }

    /// <summary>Checks the pages; only while nobody uses them.</summary>
    public Outcome Run(AddressSpace space)
    {
        long[]? lost = null;
        string? message = null;
        for (int page = 0; page < _pages.Length; page++)
        {
            long missing = Check(space, page, ref message);
            if (missing != 0)
                (lost ??= new long[_pages.Length])[page] = missing;
        }
        if (space.Mm.Swap.Map.Errors is { Count: not 0 } errors)
            message ??= errors.Describe();
        return lost is null && message is null ? Outcome.Kept : new Outcome(ScheduleEnd.Finished, lost, message);
    }

    /// <summary>How many additions to a page are missing.</summary>
    private long Check(AddressSpace space, int page, ref string? message)
    {
        FinalPage expected = _pages[page];
        try
        {
            // The read comes before the oracle is asked: it may install the page, and lose something by it.
            space.ReadPage(page, _found);
        }
        catch (PageReadException)
        {
            message ??= $"page {page} cannot be read";
            return expected.Counter;
        }
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(_found);
        long foretold = space.ForetoldLosses(page);
        // Who forgets a page loses its additions on purpose; what it loses besides only the oracle knows.
        long missing = expected.Missing(words) ?? foretold;
        bool isStale = IsStale(space, page);
        if (missing != foretold)
            message ??= $"page {page}: the oracle foretold {foretold} lost";
        else if (!expected.HasContent(words))
            message ??= $"page {page} misloaded{(isStale ? "" : ", and the oracle saw nothing")}";
        else if (isStale && missing == 0)
            message ??= $"page {page} mapped stale";
        return missing;
    }

    private static bool IsStale(AddressSpace space, int page)
    {
        for (LossCause cause = 0; cause <= LossCause.Overrun; cause++)
        {
            if (space.InstallsBy(page, cause) != 0)
                return true;
        }
        return false;
    }
}
