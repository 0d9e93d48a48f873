namespace SwapStress.Primitives.Locking;

/// <summary>
/// Threads that wait for "something has changed", all on one queue (<c>wait_queue_head_t</c>). A wake-up can come
/// between a thread's check and its wait, and be missed: so every wait has a timeout, and whoever wakes looks again.
/// </summary>
public sealed class WaitQueue
{
    private readonly object _gate = new();
    private int _waiters;

    /// <summary>Waits for a wake-up or for the timeout, whichever comes first.</summary>
    /// <param name="timeoutNs">Nanoseconds, rounded up to whole milliseconds.</param>
    public void Wait(long timeoutNs)
    {
        LockOrder.AssertMaySleep();
        int milliseconds = (int)Math.Min(int.MaxValue, (timeoutNs + 999_999) / 1_000_000);
        lock (_gate)
        {
            Volatile.Write(ref _waiters, _waiters + 1);
            Monitor.Wait(_gate, milliseconds);
            Volatile.Write(ref _waiters, _waiters - 1);
        }
    }

    /// <summary>Wakes every thread that waits, if any does (<c>waitqueue_active</c>, <c>wake_up</c>).</summary>
    public void WakeAll()
    {
        // Without the barrier the check could be done before the caller's change is visible, and a thread that has
        // just seen the old state would sleep its whole timeout.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiters) == 0)
            return;
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
