namespace SwapStress.Harness.Workers;

/// <summary>The pages that could not be read from their slot; each counts once a round.</summary>
internal sealed class ReadFailureLog(int pageCount)
{
    private readonly long[] _slots = new long[pageCount];
    private readonly int[] _accesses = new int[pageCount];
    private long _accessCount;

    /// <summary>Accesses of workers that failed, and so did nothing.</summary>
    public long AccessCount => Volatile.Read(ref _accessCount);

    /// <summary>Notes an access of a worker that failed.</summary>
    /// <param name="slot">The slot that could not be read; the first one of a page stays.</param>
    public void NoteAccess(int page, uint slot)
    {
        Interlocked.Increment(ref _accesses[page]);
        Interlocked.Increment(ref _accessCount);
        Note(page, slot);
    }

    /// <summary>Notes that the check could not read a page.</summary>
    public void Note(int page, uint slot) => Interlocked.CompareExchange(ref _slots[page], slot + 1L, 0);

    /// <summary>A page's failed accesses; only when every worker has been waited for.</summary>
    public int AccessesTo(int page) => _accesses[page];

    /// <summary>Whether a page could once not be read, and the slot; only when every worker has been waited for.</summary>
    public bool Contains(int page, out uint slot)
    {
        slot = (uint)Math.Max(0, _slots[page] - 1);
        return _slots[page] != 0;
    }
}
