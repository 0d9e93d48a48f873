namespace SwapStress.Harness.Workers;

/// <summary>The pages on which somebody saw a wrong stamp or wrong contents; each counts once a round.</summary>
internal sealed class MisloadLog(int pageCount)
{
    private readonly int[] _seen = new int[pageCount];
    private readonly ulong[] _got = new ulong[pageCount];

    /// <summary>Notes a wrong stamp; the first one of a page stays.</summary>
    /// <param name="got">What was read instead of the stamp; the stamp itself if only the body was wrong.</param>
    public void Note(int page, ulong got)
    {
        if (Interlocked.CompareExchange(ref _seen[page], 1, 0) == 0)
            Volatile.Write(ref _got[page], got);
    }

    /// <summary>Whether a page was misloaded, and what was read; only when every worker has been waited for.</summary>
    public bool Contains(int page, out ulong got)
    {
        got = _got[page];
        return _seen[page] != 0;
    }
}
