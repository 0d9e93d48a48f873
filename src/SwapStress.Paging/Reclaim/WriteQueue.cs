namespace SwapStress.Paging.Reclaim;

/// <summary>
/// The requests of a device that writes asynchronously, and the threads that serve them, first in, first out. There is
/// room for as many as a block queue has (<c>nr_requests</c>); who finds none waits, as in <c>blk_mq_get_tag</c>.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    /// <summary>Requests under way or waiting.</summary>
    public const int RequestsMax = 128;

    private readonly object _gate = new();
    private readonly WriteRequest[] _ring = new WriteRequest[RequestsMax];
    private readonly Action<WriteRequest> _serve;
    private readonly Thread[] _threads;
    private int _head;
    private int _waiting;

    /// <summary>Requests that were submitted and are not done; their places in the ring are free once they are begun.</summary>
    private int _underWay;
    private bool _stopping;

    public WriteQueue(int threadCount, Action<WriteRequest> serve)
    {
        _serve = serve;
        _threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            _threads[i] = new Thread(Run) { Name = $"swap-io-{i}", IsBackground = true };
            _threads[i].Start();
        }
    }

    /// <summary>Hands a request over; waits while the queue is full.</summary>
    public void Submit(WriteRequest request)
    {
        lock (_gate)
        {
            while (_underWay == RequestsMax)
                Monitor.Wait(_gate);
            _ring[(_head + _waiting) % RequestsMax] = request;
            _waiting++;
            _underWay++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until every request is done.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            while (_underWay != 0)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Serves what was submitted, then ends the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }
        foreach (Thread thread in _threads)
            thread.Join();
    }

    private void Run()
    {
        while (TryTake(out WriteRequest request))
        {
            _serve(request);
            lock (_gate)
            {
                // Somebody may wait for room, or for the last one.
                if (_underWay-- is RequestsMax or 1)
                    Monitor.PulseAll(_gate);
            }
        }
    }

    private bool TryTake(out WriteRequest request)
    {
        lock (_gate)
        {
            while (_waiting == 0 && !_stopping)
                Monitor.Wait(_gate);
            request = _ring[_head];
            if (_waiting == 0)
                return false;
            _head = (_head + 1) % RequestsMax;
            _waiting--;
            return true;
        }
    }
}
