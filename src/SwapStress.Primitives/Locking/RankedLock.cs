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
/// <see cref="Exit"/> enters the monitor only where somebody waits. Padded so that neighbouring locks share no cache line.
/// </remarks>
public sealed class RankedLock(LockRank rank)
{
    private readonly LockRank _rank = rank;
    private readonly object _queue = new();

    /// <summary>What schedule points call this lock; below zero, where no address lies.</summary>
    private readonly long _key = SchedulePoint.IsControlled ? Interlocked.Decrement(ref _lastKey) : 0;
    private static long _lastKey;
    private PaddedWord _word;

    /// <summary>Threads that have come to wait; belongs to the queue's monitor.</summary>
    private int _waiters;

    /// <summary>Takes the lock, waiting as long as it takes. Not reentrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        LockOrder.Acquiring(_rank);
        if (SchedulePoint.IsControlled)
            SchedulePoint.BeforeLock(_rank.StepOf(), _key);
        if (!_word.State.TryTake())
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
        if (!_word.State.TryTake())
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
        if (_word.State.Drop())
            Wake();
        SchedulePoint.Released(_key);
    }

    /// <summary>Whether somebody holds it at this moment; for checks and dumps only.</summary>
    public bool IsHeld => _word.State.IsHeld;

    /// <summary>Who holds it; null while nobody does. For dumps.</summary>
    public LockHolder? Holder => LockHolder.Of(in _word.State);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlow()
    {
        while (SchedulePoint.WaitFor(_key))
        {
            if (_word.State.TryTake())
                return;
        }
        if (_word.State.SpinTake())
            return;
        lock (_queue)
        {
            _waiters++;
            _word.State.Await();
            while (!_word.State.TryTake())
                Monitor.Wait(_queue);
            if (--_waiters == 0)
                _word.State.StopAwaiting();
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
        public LockState State;
    }
}
