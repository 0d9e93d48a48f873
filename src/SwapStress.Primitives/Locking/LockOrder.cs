using System.Diagnostics;

namespace SwapStress.Primitives.Locking;

/// <summary>
/// Checks <see cref="LockRank"/> at each acquisition, for the current thread. Compiled in only with DEBUG, as
/// lockdep is only with CONFIG_PROVE_LOCKING.
/// </summary>
public static class LockOrder
{
    /// <summary>Locks of each rank that this thread holds: a count of four bits a rank.</summary>
    [ThreadStatic]
    private static ulong _held;

    /// <summary>Before blocking on a lock.</summary>
    /// <exception cref="InvalidOperationException">The thread holds a lock of the same or a higher rank.</exception>
    [Conditional("DEBUG")]
    public static void Acquiring(LockRank rank)
    {
        if (_held >> (Shift(rank)) != 0)
            Throw(rank);
    }

    /// <summary>After a lock was taken, by blocking or by trying.</summary>
    [Conditional("DEBUG")]
    public static void Acquired(LockRank rank) => _held += 1UL << Shift(rank);

    /// <summary>Before a lock is dropped.</summary>
    /// <exception cref="InvalidOperationException">The thread holds no lock of this rank.</exception>
    [Conditional("DEBUG")]
    public static void Released(LockRank rank)
    {
        AssertHeld(rank);
        _held -= 1UL << Shift(rank);
    }

    /// <summary>Forgets what this thread holds: it left its locks behind, and nobody will use them again.</summary>
    [Conditional("DEBUG")]
    public static void Forget() => _held = 0;

    /// <summary>At the start of a method whose name ends in Locked (<c>lockdep_assert_held</c>).</summary>
    /// <exception cref="InvalidOperationException">The thread holds no lock of this rank.</exception>
    [Conditional("DEBUG")]
    public static void AssertHeld(LockRank rank)
    {
        if (((_held >> Shift(rank)) & 0xf) == 0)
            throw new InvalidOperationException($"A lock of rank {rank} must be held here, and is not.");
    }

    /// <summary>Where a thread may sleep: no lock above the folio lock may be held (<c>might_sleep</c>).</summary>
    /// <exception cref="InvalidOperationException">The thread holds such a lock.</exception>
    [Conditional("DEBUG")]
    public static void AssertMaySleep()
    {
        if (_held >> Shift(LockRank.PageTable) != 0)
            throw new InvalidOperationException($"A thread may not sleep here: it holds {Describe()}.");
    }

    private static int Shift(LockRank rank) => ((int)rank - 1) * 4;

    private static void Throw(LockRank rank) =>
        throw new InvalidOperationException($"Lock order: blocking on {rank} while holding {Describe()}.");

    private static string Describe() =>
        string.Join(", ", Enum.GetValues<LockRank>().Where(r => ((_held >> Shift(r)) & 0xf) != 0));
}
