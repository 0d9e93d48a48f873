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
    private readonly object _gate = new();
    private bool _isPassing;

    /// <summary>How many keep passes from beginning; one that is under way ends early.</summary>
    private int _pauses;
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

    /// <summary>Does something while no pass is under way; one that is ends with the page it has in hand.</summary>
    public T WhilePaused<T>(Func<T> action)
    {
        lock (_gate)
        {
            _pauses++;
            while (_isPassing)
                Monitor.Wait(_gate);
        }
        try
        {
            return action();
        }
        finally
        {
            lock (_gate)
                _pauses--;
        }
    }

    /// <summary>Ends the thread, with the page that it has in hand.</summary>
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
        while (TryBegin())
        {
            Pass();
            lock (_gate)
            {
                _isPassing = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Pass()
    {
        if (_device.Options.SecondaryCodecs.Count > 0)
            _device.Recompress(ZramSelection.Idle, shouldEnd: ShouldEnd);
        if (_device.Options.Backing is not null)
        {
            _device.WriteBack(ZramSelection.Idle, ShouldEnd);
            _device.WriteBack(ZramSelection.Huge, ShouldEnd);
        }
        _device.MarkIdle();
    }

    private bool ShouldEnd() => Volatile.Read(ref _pauses) > 0 || Volatile.Read(ref _stopping);

    /// <summary>Waits out the interval, and as long as passes are kept from beginning.</summary>
    /// <returns>Whether a pass begins; false when the thread is to end.</returns>
    private bool TryBegin()
    {
        lock (_gate)
        {
            do
            {
                long end = Environment.TickCount64 + (long)_interval.TotalMilliseconds;
                for (long left; !_stopping && (left = end - Environment.TickCount64) > 0; )
                    Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Min(left, int.MaxValue)));
            } while (_pauses > 0 && !_stopping);
            _isPassing = !_stopping;
            return _isPassing;
        }
    }
}
