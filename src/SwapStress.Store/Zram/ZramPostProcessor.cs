namespace SwapStress.Store.Zram;

/// <summary>
/// A thread that does what a user's script does with a zram device now and then: it recompresses the slots that have been
/// idle for an interval, writes back those that are idle still and those that are huge, and marks all of them idle.
/// </summary>
/// <remarks>
/// A slot that was recompressed, or could not be, counts as touched. So with both it is written back an interval later.
/// </remarks>
public sealed class ZramPostProcessor : IDisposable
{
    private readonly ZramDevice _device;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;

    /// <summary>Held during a pass, and by whoever keeps passes from beginning.</summary>
    private readonly Lock _pass = new();
    private readonly object _gate = new();
    private bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <param name="device">A device with a secondary algorithm, a backing device, or both.</param>
    /// <param name="interval">The time from the end of a pass to the next.</param>
    public ZramPostProcessor(ZramDevice device, TimeSpan interval)
    {
        _device = device;
        _interval = interval;
        _thread = new Thread(Run) { Name = "zram-idle", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Does something while no pass is under way, once the one under way has ended.</summary>
    public T WhilePaused<T>(Func<T> action)
    {
        lock (_pass)
            return action();
    }

    /// <summary>Ends the thread, after the pass it is in.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
    }

    private void Run()
    {
        while (WaitForNext())
        {
            lock (_pass)
                Pass();
        }
    }

    private void Pass()
    {
        if (_device.Options.SecondaryCodecs.Count > 0)
            _device.Recompress(ZramSelection.Idle);
        if (_device.Options.Backing is not null)
        {
            _device.WriteBack(ZramSelection.Idle);
            _device.WriteBack(ZramSelection.Huge);
        }
        _device.MarkIdle();
    }

    /// <summary>Waits out the interval.</summary>
    /// <returns>False when the thread is to end.</returns>
    private bool WaitForNext()
    {
        long end = Environment.TickCount64 + (long)_interval.TotalMilliseconds;
        lock (_gate)
        {
            while (!_stopping)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0)
                    return true;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }
            return false;
        }
    }
}
