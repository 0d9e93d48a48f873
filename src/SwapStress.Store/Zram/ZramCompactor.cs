namespace SwapStress.Store.Zram;

/// <summary>
/// Compacts a device again and again on a thread of its own. The kernel does so when it is asked to, or short of memory.
/// </summary>
public sealed class ZramCompactor : IDisposable
{
    private readonly ZramDevice _device;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;

    /// <summary>Held through a compaction, so that a pause waits for its end.</summary>
    private readonly object _gate = new();
    private long _compactions;
    private bool _paused;
    private bool _stopping;

    /// <summary>Starts the thread; the first compaction comes after one interval.</summary>
    /// <param name="device">The device, which must outlive this.</param>
    /// <param name="interval">From the end of a compaction to the next; 1 ms to <see cref="int.MaxValue"/> ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such interval.</exception>
    public ZramCompactor(ZramDevice device, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromMilliseconds(int.MaxValue));
        _device = device;
        _interval = interval;
        _thread = new Thread(Run) { Name = "zram-compact", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Compactions done.</summary>
    public long Compactions => Volatile.Read(ref _compactions);

    /// <summary>Begins no compaction any more, and waits for one that is under way; until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        lock (_gate)
            _paused = true;
    }

    /// <summary>Goes on, one interval from now at the latest.</summary>
    public void Resume()
    {
        lock (_gate)
            _paused = false;
    }

    /// <summary>Ends the thread, after a compaction that is under way.</summary>
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
        lock (_gate)
        {
            while (!_stopping)
            {
                Monitor.Wait(_gate, _interval);
                if (_stopping || _paused)
                    continue;
                _device.Compact();
                Volatile.Write(ref _compactions, _compactions + 1);
            }
        }
    }
}
