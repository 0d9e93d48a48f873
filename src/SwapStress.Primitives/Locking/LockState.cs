using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SwapStress.Primitives.Locking;

/// <summary>
/// What a parking lock keeps in its word: one byte says that it is held, another that somebody waits. Two bytes, so that
/// dropping the lock is a plain store: an exchange of both in one would cost as much as taking it.
/// </summary>
/// <remarks>
/// The holder stores "free" and then loads "awaited"; a waiter stores "awaited" and then loads "held". Each may load
/// before its own store is seen, and then the waiter would sleep on a free lock. One of the two has to pay for a
/// barrier: the waiter does, for both, with one that every processor of this process executes (<c>membarrier</c>). After
/// it, either the holder's load has yet to come, and sees the waiter, or its store is seen.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct LockState
{
    private const int SpinRounds = 12;
    private const byte No = 0;
    private const byte Yes = 1;

    private byte _held;
    private byte _awaited;

    /// <summary>
    /// The low 16 bits of the last holder's managed thread id: for dumps. A plain store to a cache line that the holder
    /// has just got; right while the lock is held.
    /// </summary>
    private ushort _owner;

    /// <summary>Whether somebody holds the lock at this moment.</summary>
    public readonly bool IsHeld
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(in _held) != No;
    }

    /// <summary>Whether somebody waits; for dumps.</summary>
    public readonly bool IsAwaited => Volatile.Read(in _awaited) != No;

    /// <summary>The low 16 bits of the holder's managed thread id, while the lock is held; for dumps.</summary>
    public readonly int Owner => Volatile.Read(in _owner);

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether the caller now holds it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref _held, Yes, No) != No)
            return false;
        _owner = (ushort)Environment.CurrentManagedThreadId;
        return true;
    }

    /// <summary>Takes a lock that no other thread knows yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeNew()
    {
        _held = Yes;
        _owner = (ushort)Environment.CurrentManagedThreadId;
    }

    /// <summary>Drops the lock.</summary>
    /// <returns>Whether somebody waits, and must be woken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Drop()
    {
        Volatile.Write(ref _held, No);
        return Volatile.Read(in _awaited) != No;
    }

    /// <summary>
    /// Says that somebody waits, before the lock is looked at once more. The caller holds the monitor on which it will
    /// wait: nobody takes this back before it does.
    /// </summary>
    public void Await()
    {
        // Whoever set it has paid for the barrier, and all that dropped the lock since have seen it.
        if (_awaited != No)
            return;
        Volatile.Write(ref _awaited, Yes);
        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>Nobody waits any more, or all have been woken; under the same monitor.</summary>
    public void StopAwaiting() => Volatile.Write(ref _awaited, No);

    /// <summary>The spinning part of a blocking acquisition.</summary>
    /// <returns>Whether the lock was taken.</returns>
    public bool SpinTake()
    {
        // On one processor the holder cannot run while we spin.
        if (Environment.ProcessorCount == 1)
            return false;
        for (int round = 0; round < SpinRounds; round++)
        {
            Thread.SpinWait(8 << Math.Min(round, 4));
            if (!IsHeld && TryTake())
                return true;
        }
        return false;
    }
}
