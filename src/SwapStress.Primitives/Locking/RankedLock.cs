using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Primitives.Locking;

/// <summary>
/// A mutual exclusion lock with a place in the lock order. It spins for a moment and then parks: the model's
/// threads can be preempted while they hold it, which a kernel's spin lock excludes, and with thousands of threads
/// on a few cores a pure spin would burn whole time slices.
/// </summary>
/// <remarks>
/// The word has three states (Drepper, "Futexes are tricky", mutex 2): free, held, held with waiters. Only the last
/// one makes <see cref="Exit"/> enter the monitor. Padded so that neighbouring locks share no cache line.
/// </remarks>
public sealed class RankedLock(LockRank rank)
{
    private readonly LockRank _rank = rank;
    private readonly object _queue = new();

    /// <summary>What schedule points call this lock; below zero, where no address lies.</summary>
    private readonly long _key = SchedulePoint.IsControlled ? Interlocked.Decrement(ref _lastKey) : 0;
    private static long _lastKey;
    private PaddedWord _word;

    /// <summary>Takes the lock, waiting as long as it takes. Not reentrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        LockOrder.Acquiring(_rank);
        if (SchedulePoint.IsControlled)
            SchedulePoint.BeforeLock(_rank.StepOf(), _key);
        if (Interlocked.CompareExchange(ref _word.State, LockWord.Held, LockWord.Free) != LockWord.Free)
            EnterSlow();
        SchedulePoint.Acquired(_key);
        LockOrder.Acquired(_rank);
    }

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether the caller now holds it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter()
    {
        if (SchedulePoint.IsControlled)
            SchedulePoint.Before(_rank.StepOf(), _key);
        if (Interlocked.CompareExchange(ref _word.State, LockWord.Held, LockWord.Free) != LockWord.Free)
            return false;
        SchedulePoint.Acquired(_key);
        LockOrder.Acquired(_rank);
        return true;
    }

    /// <summary>Drops the lock and wakes one waiter, if any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit()
    {
        LockOrder.Released(_rank);
        if (Interlocked.Exchange(ref _word.State, LockWord.Free) == LockWord.HeldWithWaiters)
            Wake();
        SchedulePoint.Released(_key);
    }

    /// <summary>Whether somebody holds it at this moment; for checks and dumps only.</summary>
    public bool IsHeld => Volatile.Read(ref _word.State) != LockWord.Free;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlow()
    {
        while (SchedulePoint.WaitFor(_key))
        {
            if (Interlocked.CompareExchange(ref _word.State, LockWord.Held, LockWord.Free) == LockWord.Free)
                return;
        }
        if (LockWord.SpinEnter(ref _word.State))
            return;
        // A waiter always leaves the word at HeldWithWaiters, also when it takes the lock: it cannot know whether
        // others wait. The cost is one needless wake-up.
        lock (_queue)
        {
            while (Interlocked.Exchange(ref _word.State, LockWord.HeldWithWaiters) != LockWord.Free)
                Monitor.Wait(_queue);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake()
    {
        lock (_queue)
            Monitor.Pulse(_queue);
    }

    /// <summary>The word in the middle of two cache lines of its own, wherever the object lies.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedWord
    {
        [FieldOffset(64)]
        public int State;
    }
}
