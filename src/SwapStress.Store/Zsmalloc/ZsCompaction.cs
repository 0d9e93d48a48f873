namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// A compaction of a pool (<c>zs_compact</c>): objects leave the emptiest zspages of each class for the fullest, and
/// zspages that this empties are freed. It comes from the owners' side: between <see cref="TryBegin"/> and
/// <see cref="End"/> an owner offers objects, each while nobody else can use or free it.
/// </summary>
/// <remarks>
/// The kernel walks the objects of a zspage and keeps readers off by a lock in it. Here a read takes no lock of the
/// pool, only its owner's, and an object does not know its owner; so the owner walks. What is in a zspage but not yet
/// in anybody's table is never offered, and keeps its zspage.
/// </remarks>
/// <param name="pool">The pool.</param>
internal sealed unsafe class ZsCompaction(ZsPool pool)
{
    private readonly bool[] _hasSources = new bool[SizeClassTable.Count];
    private int _classesLeft;
    private int _running;
    private long _pagesFreed;
    private long _pagesCompacted;

    /// <summary>Pages freed by all compactions (<c>zs_pool_stats.pages_compacted</c>).</summary>
    public long PagesCompacted => Volatile.Read(ref _pagesCompacted);

    /// <summary>Whether any object may still be moved. For the thread that compacts.</summary>
    public bool HasSources => _classesLeft != 0;

    /// <summary>Isolates what is to be emptied. Nothing is allocated from it unless the rest is full.</summary>
    /// <returns>False when a compaction is under way already.</returns>
    public bool TryBegin()
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            return false;
        _pagesFreed = 0;
        foreach (SizeClass sizeClass in pool.Classes)
        {
            sizeClass.Lock.Enter();
            bool any = sizeClass.IsolateSourcesLocked() != 0;
            sizeClass.Lock.Exit();
            _hasSources[sizeClass.Index] = any;
            _classesLeft += any ? 1 : 0;
        }
        return true;
    }

    /// <summary>Whether objects of a length are worth offering.</summary>
    public bool HasSourcesFor(int length) => _hasSources[pool.Table.IndexFor(length)];

    /// <summary>Moves an object if its zspage is to be emptied. Nobody else can use or free it during the call.</summary>
    /// <param name="handle">An allocated object, not longer than its class.</param>
    public void Offer(ZsHandle handle)
    {
        var location = new ZsLocation(*(ulong*)handle.Address);
        // A hint, so that most objects cost no lock. The object cannot leave its zspage, which therefore stays.
        if (Volatile.Read(ref location.Zspage->Fullness) != FullnessGroup.Isolated)
            return;
        SizeClass sizeClass = pool.ClassOf(location);
        sizeClass.Lock.Enter();
        bool isMoved = sizeClass.TryMoveLocked(handle, out Zspage* emptied);
        bool isDone = !isMoved || sizeClass.Groups.CountOf(FullnessGroup.Isolated) == 0;
        sizeClass.Lock.Exit();
        if (emptied != null)
        {
            int pages = sizeClass.Geometry.PagesPerZspage;
            pool.FreeZspage(sizeClass, emptied);
            _pagesFreed += pages;
            Interlocked.Add(ref _pagesCompacted, pages);
        }
        if (isDone && _hasSources[sizeClass.Index])
        {
            _hasSources[sizeClass.Index] = false;
            _classesLeft--;
        }
    }

    /// <summary>Puts back what could not be emptied.</summary>
    /// <returns>Pages that this compaction has freed.</returns>
    public long End()
    {
        foreach (SizeClass sizeClass in pool.Classes)
        {
            sizeClass.Lock.Enter();
            while (sizeClass.TakeBackLocked() != null) { }
            sizeClass.Lock.Exit();
        }
        Array.Clear(_hasSources);
        _classesLeft = 0;
        long freed = _pagesFreed;
        Volatile.Write(ref _running, 0);
        return freed;
    }

    /// <summary>Begins to count anew; nobody may use the pool meanwhile.</summary>
    public void ResetCount() => _pagesCompacted = 0;
}
