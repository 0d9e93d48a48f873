namespace SwapStress.Harness.Workers;

/// <summary>
/// A thread that lives across rounds and is parked between its jobs. A thread started anew for each leaves memory behind in
/// one of the allocator's arenas after the other, which over hours looks like a leak.
/// </summary>
internal sealed class ParkedThread : IDisposable
{
    private readonly Thread _thread;
    private readonly AutoResetEvent _begin = new(initialState: false);
    private readonly ManualResetEventSlim _done = new(initialState: true);
    private Action? _job;

    /// <summary>Starts it.</summary>
    /// <exception cref="EnvironmentException">The system refused the thread.</exception>
    public ParkedThread(string name)
    {
        _thread = new Thread(Live) { IsBackground = true, Name = name };
        try
        {
            _thread.Start();
        }
        catch (OutOfMemoryException exception)
        {
            throw new EnvironmentException($"the system refused the {name} its thread: {exception.Message}", exception);
        }
    }

    /// <summary>Begins a job; the one before is done.</summary>
    /// <param name="job">What to do; it does not throw.</param>
    public void Begin(Action job)
    {
        _job = job;
        _done.Reset();
        _begin.Set();
    }

    /// <summary>Waits until the job is done; returns at once where none is under way.</summary>
    public void Await() => _done.Wait();

    /// <summary>Ends the thread, when its job is done.</summary>
    public void Dispose()
    {
        _done.Wait();
        _job = null;
        _begin.Set();
        _thread.Join();
        _begin.Dispose();
        _done.Dispose();
    }

    private void Live()
    {
        while (true)
        {
            _begin.WaitOne();
            if (_job is not { } job)
                return;
            job();
            _done.Set();
        }
    }
}
