using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Folios;

/// <summary>
/// The state of one page frame (<c>struct folio</c>, order 0). References: one for the mapping, one for the swap
/// cache, one for each thread that is working on it. Lives in native memory, one cache line each.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal unsafe struct Folio
{
    public const int SizeBytes = 64;

    /// <summary>The folio lock (PG_locked and its waiters). See <see cref="LockWord"/>.</summary>
    private int _lock;

    private int _references;
    private int _flags;
    private int _mapCount;
    private uint _slot;
    private bool _isUptodate;
    private bool _isAnonExclusive;

    /// <summary>The next free frame while this one is free.</summary>
    public int NextFree;

    /// <summary>Ghost state: which content of which page the frame holds.</summary>
    public long GhostContent;

    /// <summary>
    /// Ghost state: the overrun that had damaged the slot's data when the read from it had ended, or 0. Set with
    /// <see cref="GhostWasDamaged"/> by the read, cleared by the mapping.
    /// </summary>
    public long GhostDamagedBy;

    /// <summary>Ghost state: the same damage was there before the read began, so the read got it for certain.</summary>
    public bool GhostWasDamaged;

    /// <summary>Ghost state: the read into the frame was failed on purpose. Set by the read, under the folio lock.</summary>
    public bool GhostReadFailedOnPurpose;

    public readonly FolioFlags Flags => (FolioFlags)Volatile.Read(in _flags);

    /// <summary>
    /// The frame holds valid data (PG_uptodate); false after a failed read. Belongs to the folio lock, or to who alone
    /// knows a new folio: so it needs no atomic operation, and has a byte of its own. The lock's release publishes it.
    /// </summary>
    public readonly bool IsUptodate => Volatile.Read(in _isUptodate);

    /// <summary>One PTE, and nothing else, may write the frame (PG_anon_exclusive). Belongs to the PTL in the same way.</summary>
    public readonly bool IsAnonExclusive => Volatile.Read(in _isAnonExclusive);

    /// <summary>References at this moment; others may take and drop theirs.</summary>
    public int References
    {
        get
        {
            Point(StepKind.Reference);
            return Volatile.Read(ref _references);
        }
    }

    /// <summary>Whether it has a flag that the caller's locks keep as it is, or that is rechecked.</summary>
    public readonly bool Has(FolioFlags flag) => (Flags & flag) != 0;

    /// <summary>Whether it has a flag at this moment, which others may change without a lock.</summary>
    public bool HasNow(FolioFlags flag)
    {
        Point(StepKind.FolioFlags);
        return Has(flag);
    }

    /// <summary>PTEs that map the frame: 0 or 1, as nothing here forks. Changed under the PTL.</summary>
    public int MapCount
    {
        readonly get => Volatile.Read(in _mapCount);
        set => Volatile.Write(ref _mapCount, value);
    }

    /// <summary>The slot (<c>folio-&gt;swap</c>); valid while the folio is in the swap cache.</summary>
    public uint Slot
    {
        readonly get => Volatile.Read(in _slot);
        set => Volatile.Write(ref _slot, value);
    }

    public void Set(FolioFlags flag)
    {
        Point(StepKind.FolioFlags);
        Interlocked.Or(ref _flags, (int)flag);
    }

    /// <summary>The read has ended well.</summary>
    public void SetUptodateLocked()
    {
        LockOrder.AssertHeld(LockRank.Folio);
        Point(StepKind.FolioFlags);
        Volatile.Write(ref _isUptodate, true);
    }

    /// <summary>Changes <see cref="IsAnonExclusive"/>; under the PTL.</summary>
    public void SetAnonExclusiveLocked(bool value)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        Point(StepKind.FolioFlags);
        Volatile.Write(ref _isAnonExclusive, value);
    }

    /// <summary>A new folio, which nobody else knows yet, was filled for one PTE.</summary>
    public void SetFilled()
    {
        Point(StepKind.FolioFlags);
        _isUptodate = true;
        _isAnonExclusive = true;
    }

    public void Clear(FolioFlags flag)
    {
        Point(StepKind.FolioFlags);
        Interlocked.And(ref _flags, ~(int)flag);
    }

    /// <summary>Clears a flag.</summary>
    /// <returns>Whether it was set.</returns>
    public bool TestClear(FolioFlags flag)
    {
        Point(StepKind.FolioFlags);
        return (Interlocked.And(ref _flags, ~(int)flag) & (int)flag) != 0;
    }

    /// <summary>Takes a reference; the caller has one already, or holds what keeps one alive.</summary>
    public void Get()
    {
        Point(StepKind.Reference);
        Interlocked.Increment(ref _references);
    }

    /// <summary>Takes a reference unless the folio is free or frozen (<c>folio_try_get</c>).</summary>
    public bool TryGet()
    {
        Point(StepKind.Reference);
        int seen = Volatile.Read(ref _references);
        while (seen != 0)
        {
            int before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }
        return false;
    }

    /// <summary>Drops references.</summary>
    /// <returns>Whether they were the last: the caller must then free the folio.</returns>
    public bool PutTest(int count = 1)
    {
        Point(StepKind.Reference);
        return Interlocked.Add(ref _references, -count) == 0;
    }

    /// <summary>
    /// Sets the references to zero if they are exactly <paramref name="expected"/>, so that nobody else can get the
    /// folio any more (<c>folio_ref_freeze</c>).
    /// </summary>
    public bool TryFreeze(int expected)
    {
        Point(StepKind.Reference);
        return Interlocked.CompareExchange(ref _references, 0, expected) == expected;
    }

    /// <summary>Undoes <see cref="TryFreeze"/>.</summary>
    public void Unfreeze(int references) => Volatile.Write(ref _references, references);

    /// <summary>A fresh folio: one reference, and on the LRU as every folio in use is.</summary>
    /// <param name="locked">Whether it is locked before anybody can get a reference to it.</param>
    public void Prepare(bool locked)
    {
        if (locked)
            LockWord.EnterNew((int*)Unsafe.AsPointer(ref _lock), LockRank.Folio);
        _isUptodate = false;
        _isAnonExclusive = false;
        _mapCount = 0;
        _slot = 0;
        GhostContent = 0;
        GhostDamagedBy = 0;
        GhostReadFailedOnPurpose = false;
        Volatile.Write(ref _flags, (int)FolioFlags.Lru);
        // Last: from here on a stale lockless lookup can take a reference again. It will find that the swap cache
        // does not hold this folio for its slot, and drop it.
        Volatile.Write(ref _references, 1);
    }

    // The folio is in native memory and does not move, so the address of the lock word is a stable key.
    public void Lock() => LockWord.Enter((int*)Unsafe.AsPointer(ref _lock), LockRank.Folio);

    public bool TryLock() => LockWord.TryEnter((int*)Unsafe.AsPointer(ref _lock), LockRank.Folio);

    public void Unlock() => LockWord.Exit((int*)Unsafe.AsPointer(ref _lock), LockRank.Folio);

    public void WaitUnlocked() => LockWord.WaitUntilFree((int*)Unsafe.AsPointer(ref _lock));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Point(StepKind kind)
    {
        if (SchedulePoint.IsControlled)
            SchedulePoint.Before(kind, (long)Unsafe.AsPointer(ref this));
    }

    /// <summary>Who holds the lock; for dumps.</summary>
    public LockHolder? LockHolder => LockWord.HolderOf((int*)Unsafe.AsPointer(ref _lock));

    public bool IsLocked => LockWord.IsHeld((int*)Unsafe.AsPointer(ref _lock));
}
