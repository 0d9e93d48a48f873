using SwapStress.Primitives;

namespace SwapStress.Store.Zram;

/// <summary>The device's counters (<c>struct zram_stats</c>); each changes atomically, and they are not read as one.</summary>
internal sealed class ZramCounters
{
    /// <summary>Those that every write and free changes; the others below are rare, or only read.</summary>
    public readonly PerProcessorCounters<StoredCounter> Stored = new();
    public long PagesUsedMax;
    public long FailedReads;
    public long FailedWrites;
    public long InvalidIo;
    public long MissFree;
    public long WriteStall;
    public long Overruns;
    public long OverrunObjects;
    public long ChecksumErrors;

    public ZramIoStat IoStat =>
        new(
            Volatile.Read(ref FailedReads),
            Volatile.Read(ref FailedWrites),
            Volatile.Read(ref InvalidIo),
            Stored.Read(StoredCounter.NotifyFree),
            Volatile.Read(ref MissFree),
            Volatile.Read(ref WriteStall),
            Volatile.Read(ref Overruns),
            Volatile.Read(ref OverrunObjects)
        )
        {
            ChecksumErrors = Volatile.Read(ref ChecksumErrors),
        };

    /// <summary>Raises the peak to <paramref name="pages"/> if it is lower (<c>update_used_max</c>).</summary>
    public void UpdateUsedMax(long pages)
    {
        long seen = Volatile.Read(ref PagesUsedMax);
        while (seen < pages)
        {
            long previous = Interlocked.CompareExchange(ref PagesUsedMax, pages, seen);
            if (previous == seen)
                return;
            seen = previous;
        }
    }

    /// <summary>Takes freed pages off what is stored now.</summary>
    public void Subtract(in FreedPages freed)
    {
        if (freed.Pages != 0)
            Stored.Add(StoredCounter.PagesStored, -freed.Pages);
        if (freed.ComprBytes != 0)
            Stored.Add(StoredCounter.ComprDataSize, -freed.ComprBytes);
        if (freed.Same != 0)
            Stored.Add(StoredCounter.SamePages, -freed.Same);
        if (freed.Huge != 0)
            Stored.Add(StoredCounter.HugePages, -freed.Huge);
    }

    /// <summary>Zeroes all counters; nobody may count meanwhile.</summary>
    public void Reset()
    {
        Stored.Reset();
        PagesUsedMax = 0;
        FailedReads = FailedWrites = InvalidIo = MissFree = WriteStall = Overruns = OverrunObjects = 0;
        ChecksumErrors = 0;
    }
}
