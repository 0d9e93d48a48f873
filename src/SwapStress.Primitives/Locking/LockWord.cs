using System.Diagnostics;
using System.Runtime.CompilerServices;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Primitives.Locking;

/// <summary>
/// A lock in one 32-bit word of native memory, for structures that have thousands of them (folios, device slots).
/// Waiters park in a shared, hashed table of wait queues, as the kernel's <c>folio_wait_table</c>. The word must not
/// move: its address is the key. A word of zero is a free lock.
/// </summary>
public static unsafe class LockWord
{
    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether the caller now holds it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryEnter(int* word, LockRank rank)
    {
        if (SchedulePoint.IsControlled)
            SchedulePoint.Before(rank.StepOf(), (long)word);
        if (!State(word).TryTake())
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
        if (!State(word).TryTake())
            EnterSlow(word);
        SchedulePoint.Acquired((long)word);
        LockOrder.Acquired(rank);
    }

    /// <summary>
    /// Takes the lock of something new, which no other thread can know yet (<c>__folio_set_locked</c>): there is nobody
    /// to exclude, so a plain store does. What publishes the thing publishes the store.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterNew(int* word, LockRank rank)
    {
        LockOrder.Acquiring(rank);
        if (SchedulePoint.IsControlled)
            SchedulePoint.BeforeLock(rank.StepOf(), (long)word);
        Debug.Assert(!IsHeld(word), "Somebody has the lock of something new.");
        State(word).TakeNew();
        SchedulePoint.Acquired((long)word);
        LockOrder.Acquired(rank);
    }

    /// <summary>Drops the lock and wakes those who wait for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(int* word, LockRank rank)
    {
        LockOrder.Released(rank);
        if (State(word).Drop())
            Wake(word);
        SchedulePoint.Released((long)word);
    }

    /// <summary>Whether somebody holds the lock at this moment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsHeld(int* word) => State(word).IsHeld;

    /// <summary>Who holds the lock; null while nobody does. For dumps.</summary>
    public static LockHolder? HolderOf(int* word) => LockHolder.Of(in State(word));

    /// <summary>Waits until the lock was seen free, without taking it (<c>folio_wait_locked</c>).</summary>
    public static void WaitUntilFree(int* word)
    {
        LockOrder.AssertMaySleep();
        SchedulePoint.BeforeLock(StepKind.FolioWait, (long)word);
        while (IsHeld(word) && SchedulePoint.WaitFor((long)word)) { }
        object queue = WaitTable.QueueFor(word);
        lock (queue)
        {
            while (IsHeld(word))
            {
                State(word).Await();
                if (IsHeld(word))
                    Monitor.Wait(queue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterSlow(int* word)
    {
        while (SchedulePoint.WaitFor((long)word))
        {
            if (State(word).TryTake())
                return;
        }
        if (State(word).SpinTake())
            return;
        object queue = WaitTable.QueueFor(word);
        lock (queue)
        {
            while (!State(word).TryTake())
            {
                State(word).Await();
                if (State(word).TryTake())
                    return;
                Monitor.Wait(queue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wake(int* word)
    {
        // All: the queue is shared by every word that hashes to it, and by those who only wait for a release. Those who
        // go on waiting say so again.
        object queue = WaitTable.QueueFor(word);
        lock (queue)
        {
            State(word).StopAwaiting();
            Monitor.PulseAll(queue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref LockState State(int* word) => ref *(LockState*)word;
}
