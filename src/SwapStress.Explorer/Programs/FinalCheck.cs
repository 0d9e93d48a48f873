using SwapStress.Explorer.Engine;
using SwapStress.Paging;

namespace SwapStress.Explorer.Programs;

/// <summary>
/// Looks at every page when a schedule of a program has ended: its counter, its stamp, and whether the ghost oracle
/// foretold what is missing.
/// </summary>
internal sealed class FinalCheck
{
    /// <summary>Words of a page that hold counter and stamp, and that a fill leaves alone.</summary>
    public const int HeadWords = 8;

    private const int StampWord = 1;

    private readonly long[] _expected;
    private readonly bool[] _isZapped;
    private readonly bool[] _isStamped;

    /// <summary>A check of a program's pages.</summary>
    public FinalCheck(ExploredProgram program)
    {
        _expected = [.. program.Expected];
        _isZapped = new bool[_expected.Length];
        _isStamped = new bool[_expected.Length];
        foreach (Operation operation in program.Threads.Append(program.Setup).SelectMany(thread => thread))
            _isZapped[operation.Page] |= operation.Kind == OperationKind.Zap;
        foreach (Operation operation in program.Setup)
            _isStamped[operation.Page] |= operation.Kind == OperationKind.Increment;
    }

    /// <summary>Stamps a page that an operation of the setup has brought in.</summary>
    public static void Stamp(AddressSpace space, Operation operation)
    {
        if (operation.Kind != OperationKind.Increment)
            return;
        using PinnedPage pinned = space.PinForWriting(operation.Page);
        pinned.Words[StampWord] = (ulong)operation.Page + 1;
    }

    /// <summary>Checks the pages; only while nobody uses them.</summary>
    public Outcome Run(AddressSpace space)
    {
        long[]? lost = null;
        string? message = null;
        for (int page = 0; page < _expected.Length; page++)
        {
            long missing = Check(space, page, ref message);
            if (missing != 0)
                (lost ??= new long[_expected.Length])[page] = missing;
        }
        if (space.Mm.Swap.Map.Errors is { Count: not 0 } errors)
            message ??= errors.Describe();
        return lost is null && message is null ? Outcome.Kept : new Outcome(ScheduleEnd.Finished, lost, message);
    }

    /// <summary>How many additions to a page are missing.</summary>
    private long Check(AddressSpace space, int page, ref string? message)
    {
        ulong counter;
        ulong stamp;
        try
        {
            counter = space.Read(page, 0);
            stamp = space.Read(page, StampWord);
        }
        catch (PageReadException)
        {
            message ??= $"page {page} cannot be read";
            return _expected[page];
        }
        long foretold = space.ForetoldLosses(page);
        // Who forgets a page loses its additions on purpose; what it loses besides only the oracle knows.
        if (_isZapped[page])
            return foretold;
        long missing = _expected[page] - (long)counter;
        if (missing != foretold)
            message ??= $"page {page}: the oracle foretold {foretold} lost";
        else if (missing == 0 && stamp != (_isStamped[page] ? (ulong)page + 1 : 0))
            message ??= $"page {page} has the stamp {stamp}";
        return missing;
    }
}
