using SwapStress.Primitives;

namespace SwapStress.Explorer.Programs;

/// <summary>What a page of a program must hold in the end, whatever the schedule.</summary>
internal sealed class FinalPage
{
    private readonly ulong[] _words = new ulong[PageSize.Words];
    private readonly bool _isZapped;
    private readonly bool _isFilled;

    /// <summary>The setup has one order; what threads do comes to the same in any, as long as none of them zaps.</summary>
    public FinalPage(ExploredProgram program, int page)
    {
        foreach (Operation operation in program.Setup.Where(operation => operation.Page == page))
        {
            if (operation.Kind == OperationKind.Zap)
                Array.Clear(_words);
            Apply(operation);
            if (operation.Kind == OperationKind.Increment)
                _words[FinalCheck.StampWord] = FinalCheck.StampOf(page);
        }
        foreach (Operation operation in program.Threads.SelectMany(thread => thread).Where(o => o.Page == page))
        {
            Apply(operation);
            _isZapped |= operation.Kind == OperationKind.Zap;
        }
        _isFilled = Tail(_words).ContainsAnyExcept(0ul);
    }

    /// <summary>Additions that must be there.</summary>
    public long Counter => (long)_words[0];

    /// <summary>How many of them are missing; null where a thread forgets the page, and what it had, on purpose.</summary>
    public long? Missing(ReadOnlySpan<ulong> found) => _isZapped ? null : Counter - (long)found[0];

    /// <summary>Whether all but the counter is right.</summary>
    public bool HasContent(ReadOnlySpan<ulong> found)
    {
        if (found[1..].SequenceEqual(_words.AsSpan(1)))
            return true;
        if (!_isZapped)
            return false;
        // Zeros after the last zap, or before it what was there; a fill after either.
        ReadOnlySpan<ulong> head = found[1..FinalCheck.HeadWords];
        ReadOnlySpan<ulong> tail = Tail(found);
        return (!head.ContainsAnyExcept(0ul) || head.SequenceEqual(_words.AsSpan(1..FinalCheck.HeadWords)))
            && (!tail.ContainsAnyExcept(0ul) || (_isFilled && tail.SequenceEqual(Tail(_words))));
    }

    private void Apply(Operation operation)
    {
        if (operation.Kind == OperationKind.Increment)
            _words[0]++;
        else if (operation.Kind == OperationKind.Fill)
            Operations.Fill(_words);
    }

    private static ReadOnlySpan<ulong> Tail(ReadOnlySpan<ulong> words) => words[FinalCheck.HeadWords..];
}
