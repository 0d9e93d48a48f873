namespace SwapStress.Store.Zram;

/// <summary>A thread that works on a device in passes, an interval apart, and rests between them when it is told to.</summary>
internal sealed class PassThread : IDisposable
{
    private readonly Action<Func<bool>> _pass;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private bool _isPassing;

    /// <summary>How many keep passes from beginning; one that is under way may end early.</summary>
    private int _pauses;
    private bool _stopping;

    /// <summary>Starts the thread; the first pass comes after one interval.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="interval">The time from the end of a pass to the next.</param>
    /// <param name="pass">One pass; what it is given says whether to end early.</param>
    public PassThread(string name, TimeSpan interval, Action<Func<bool>> pass)
    {
        _interval = interval;
        _pass = pass;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Lets no pass begin any more, and waits for one that is under way; until as many <see cref="Resume"/>.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            _pauses++;
            while (_isPassing)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Goes on, one interval from now at the latest.</summary>
    public void Resume()
    {
        lock (_gate)
            _pauses--;
    }

    /// <summary>Ends the thread, after a pass that is under way.</summary>
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
            _pass(ShouldEnd);
            lock (_gate)
            {
                _isPassing = false;
                Monitor.PulseAll(_gate);
            }
        }
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
