namespace SwapStress.Paging.Zswap;

/// <summary>The thread that makes room in the pool when it is asked to (<c>shrink_wq</c>).</summary>
internal sealed class ZswapShrinker : IDisposable
{
    private readonly object _gate = new();
    private readonly Action _shrink;
    private readonly Thread _thread;

    /// <summary>Asked for and not begun; asking again changes nothing.</summary>
    private bool _queued;
    private bool _running;
    private bool _stopping;

    public ZswapShrinker(Action shrink)
    {
        _shrink = shrink;
        _thread = new Thread(Run) { Name = "zswap-shrink", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Asks for work, and does not wait for it (<c>queue_work</c>).</summary>
    public void Queue()
    {
        // Looked at first without the gate: while the pool is full every store comes here.
        if (Volatile.Read(ref _queued))
            return;
        lock (_gate)
        {
            Volatile.Write(ref _queued, true);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until nothing is asked for (<c>flush_work</c>).</summary>
    public void Flush()
    {
        lock (_gate)
        {
            while ((_queued || _running) && !_stopping)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Ends the thread, after the work it has begun.</summary>
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
        while (true)
        {
            lock (_gate)
            {
                _running = false;
                Monitor.PulseAll(_gate);
                while (!_queued && !_stopping)
                    Monitor.Wait(_gate);
                if (_stopping)
                    return;
                // Cleared before the work: who asks from here on is not satisfied by what is already under way.
                Volatile.Write(ref _queued, false);
                _running = true;
            }
            _shrink();
        }
    }
}
