using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Paging.Tables;

/// <summary>
/// The page-table entries of a region, with one page-table lock (PTL) for each 512 of them, as the kernel's split
/// PTLs. Entries are read without the lock by accesses and at the start of a fault; only its holder changes what an
/// entry maps. Accesses change pins and the young and dirty bits of a present entry without it, as hardware does.
/// </summary>
internal sealed unsafe class PageTable : IDisposable
{
    /// <summary>Entries under one lock (PTRS_PER_PTE).</summary>
    public const int EntriesPerLock = 512;

    private readonly NativeBlock _block;
    private readonly ulong* _entries;
    private readonly RankedLock[] _locks;

    public PageTable(int pageCount)
    {
        PageCount = pageCount;
        _block = new NativeBlock((nuint)pageCount * sizeof(ulong));
        _entries = (ulong*)_block.Start;
        _locks = new RankedLock[(pageCount + EntriesPerLock - 1) / EntriesPerLock];
        for (int i = 0; i < _locks.Length; i++)
            _locks[i] = new RankedLock(LockRank.PageTable);
    }

    public int PageCount { get; }

    /// <summary>The word of a page's entry, for an access's compare-and-swap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong Word(int page)
    {
        if ((uint)page >= (uint)PageCount)
            ThrowPage(page);
        return ref _entries[page];
    }

    /// <summary>The entry at this moment (<c>ptep_get_lockless</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pte Read(int page) => new(Volatile.Read(ref Word(page)));

    /// <summary>The lock over a page's entry (<c>pte_lockptr</c>).</summary>
    public RankedLock LockOf(int page) => _locks[page / EntriesPerLock];

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        for (int i = 0; i < _locks.Length; i++)
        {
            int first = i * EntriesPerLock;
            held.Add(
                _locks[i].Holder,
                () => $"page-table lock of pages {first} to {Math.Min(PageCount, first + EntriesPerLock) - 1}"
            );
        }
    }

    /// <summary>Sets an entry that nobody can be using: it is not present (<c>set_pte_at</c>).</summary>
    public void SetLocked(int page, Pte pte)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        Volatile.Write(ref Word(page), pte.Word);
    }

    /// <summary>
    /// Clears a present entry that has no pins, and gives its last value (<c>ptep_clear_flush</c>: once the TLBs are
    /// flushed, every access through the entry has completed).
    /// </summary>
    /// <returns>False when an access is using the entry; it is then unchanged.</returns>
    public bool TryClearFlushLocked(int page, out Pte last)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        ref ulong word = ref Word(page);
        SchedulePoint.Before(StepKind.PteExchange, page);
        while (true)
        {
            last = new Pte(Volatile.Read(ref word));
            if (last.Pins != 0)
                return false;
            // An access may set young, dirty or a pin at any moment; the exchange sees to it that none is missed.
            if (Interlocked.CompareExchange(ref word, Pte.None.Word, last.Word) == last.Word)
                return true;
        }
    }

    /// <summary>Clears a present entry, waiting for accesses that are using it.</summary>
    public Pte ClearFlushLocked(int page)
    {
        // The holder of a pin never waits for this lock before it drops the pin, so this ends.
        var spinner = new SpinWait();
        var loop = new RetryLoop();
        Pte last;
        while (!TryClearFlushLocked(page, out last))
            SchedulePoint.Spin(ref spinner, ref loop);
        return last;
    }

    /// <summary>Makes a present entry writable and dirty, whatever accesses do to it meanwhile.</summary>
    public void MakeWritableLocked(int page)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        ref ulong word = ref Word(page);
        ulong seen = Volatile.Read(ref word);
        while (true)
        {
            ulong before = Interlocked.CompareExchange(ref word, new Pte(seen).WithWrite.Word, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    /// <summary>Clears the young bit of a present entry (<c>ptep_test_and_clear_young</c>).</summary>
    public void ClearYoungLocked(int page)
    {
        LockOrder.AssertHeld(LockRank.PageTable);
        ref ulong word = ref Word(page);
        ulong seen = Volatile.Read(ref word);
        while (new Pte(seen).IsYoung)
        {
            ulong before = Interlocked.CompareExchange(ref word, new Pte(seen).WithoutYoung.Word, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    public void Dispose() => _block.Dispose();

    private void ThrowPage(int page) =>
        throw new ArgumentOutOfRangeException(nameof(page), page, $"The region has pages 0 to {PageCount - 1}.");
}
