namespace SwapStress.Paging.Ghost;

/// <summary>
/// The first records of many (ghost). Whoever adds one holds locks of the model, so nobody waits here: neither for others
/// that add, nor for who reads.
/// </summary>
/// <param name="max">How many are kept.</param>
internal sealed class FirstRecords<T>(int max)
    where T : struct
{
    private readonly T[] _records = new T[max];
    private readonly bool[] _isWritten = new bool[max];
    private int _taken;

    /// <summary>Keeps a record if there is room.</summary>
    public void Add(in T record)
    {
        // Looked at first, so that the count cannot run over.
        if (Volatile.Read(ref _taken) >= max)
            return;
        int place = Interlocked.Increment(ref _taken) - 1;
        if (place >= max)
            return;
        _records[place] = record;
        Volatile.Write(ref _isWritten[place], true);
    }

    /// <summary>Those that are there; one that is being written, and those after it, are not yet.</summary>
    public IReadOnlyList<T> Read()
    {
        int count = 0;
        while (count < max && Volatile.Read(ref _isWritten[count]))
            count++;
        return _records[..count];
    }

    /// <summary>Forgets them; only while nobody adds.</summary>
    public void Clear()
    {
        Array.Clear(_isWritten);
        _taken = 0;
    }
}
