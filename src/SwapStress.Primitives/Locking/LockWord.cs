using System.Runtime.CompilerServices;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Primitives.Locking;

/// <summary>
/// A lock in one 32-bit word of native memory, for structures that have thousands of them (folios, device slots).
/// Waiters park in a shared, hashed table of wait queues, as the kernel's <c>folio_wait_table</c>. The word must not
/// move: its address is the key.
/// </summary>
public static unsafe class LockWord
{
    /// <summary>Nobody holds the lock.</summary>
    public const int Free = 0;

    /// <summary>Held; nobody waits.</summary>
    public const int Held = 1;

    /// <summary>Held; somebody may wait.</summary>
    public const int HeldWithWaiters = 2;

    private const int SpinRounds = 12;

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether the caller now holds it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryEnter(int* word, LockRank rank)
    {
        if (SchedulePoint.IsControlled)
            SchedulePoint.Before(rank.StepOf(), (long)word);
        if (Interlocked.CompareExchange(ref *word, Held, Free) != Free)
            return false;
        SchedulePoint.Acquired((long)word);
        LockOrder.Acquired(rank);
        return true;
    }

    /// <summary>Takes the lock, waiting as long as it takes. Not reentrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(int* word, LockRank rank)
    {
        LockOrder.Acquiring(rank);
        if (SchedulePoint.IsControlled)
            SchedulePoint.BeforeLock(rank.StepOf(), (long)word);
        if (Interlocked.CompareExchange(ref *word, Held, Free) != Free)
            EnterSlow(word);
        SchedulePoint.Acquired((long)word);
        LockOrder.Acquired(rank);
    }

    /// <summary>Drops the lock and wakes those who wait for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(int* word, LockRank rank)
    {
        LockOrder.Released(rank);
        if (Interlocked.Exchange(ref *word, Free) == HeldWithWaiters)
            Wake(word);
        SchedulePoint.Released((long)word);
    }

    /// <summary>Whether somebody holds the lock at this moment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsHeld(int* word) => Volatile.Read(ref *word) != Free;

    /// <summary>Waits until the lock was seen free, without taking it (<c>folio_wait_locked</c>).</summary>
    public static void WaitUntilFree(int* word)
    {
        LockOrder.AssertMaySleep();
        SchedulePoint.BeforeLock(StepKind.FolioWait, (long)word);
        while (IsHeld(word) && SchedulePoint.WaitFor((long)word)) { }
        object queue = WaitTable.QueueFor(word);
        lock (queue)
        {
            while (true)
            {
                int state = Volatile.Read(ref *word);
                if (state == Free)
                    return;
                // Announce the waiter before sleeping; if the holder left in between, look again.
                if (state == HeldWithWaiters || Interlocked.CompareExchange(ref *word, HeldWithWaiters, Held) == Held)
                    Monitor.Wait(queue);
            }
        }
    }

    /// <summary>The spinning part of a blocking acquisition, for any word of these states.</summary>
    /// <returns>Whether the lock was taken.</returns>
    internal static bool SpinEnter(ref int word)
    {
        // On one processor the holder cannot run while we spin.
        if (Environment.ProcessorCount == 1)
            return false;
        for (int round = 0; round < SpinRounds; round++)
        {
            Thread.SpinWait(8 << Math.Min(round, 4));
            if (Volatile.Read(ref word) == Free && Interlocked.CompareExchange(ref word, Held, Free) == Free)
                return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterSlow(int* word)
    {
        while (SchedulePoint.WaitFor((long)word))
        {
            if (Interlocked.CompareExchange(ref *word, Held, Free) == Free)
                return;
        }
        if (SpinEnter(ref *word))
            return;
        object queue = WaitTable.QueueFor(word);
        lock (queue)
        {
            while (Interlocked.Exchange(ref *word, HeldWithWaiters) != Free)
                Monitor.Wait(queue);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wake(int* word)
    {
        // All: the queue is shared by every word that hashes to it, and by those who only wait for a release.
        object queue = WaitTable.QueueFor(word);
        lock (queue)
            Monitor.PulseAll(queue);
    }
}
