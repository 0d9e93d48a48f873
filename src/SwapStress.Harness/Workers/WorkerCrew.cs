using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace SwapStress.Harness.Workers;

/// <summary>
/// Real threads of the operating system that live across the rounds: parked between them, released together, and
/// every one waited for. Starting thousands costs seconds, so it is done once. One thread owns the crew.
/// </summary>
public sealed class WorkerCrew : IDisposable
{
    /// <summary>
    /// The stack of a worker. The deepest path is a page fault with its codec, below 32 KiB; the rest is for the
    /// just-in-time compiler, which runs on the thread that first needs a method.
    /// </summary>
    public const int StackBytes = 256 << 10;

    private readonly object _gate = new();
    private readonly ManualResetEventSlim _allDone = new(initialState: false, spinCount: 0);
    private readonly List<Thread> _threads = [];
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _generation;
    private int _running;
    private bool _leaving;

    private WorkerCrew() { }

    /// <summary>Threads that were started.</summary>
    public int Count => _threads.Count;

    /// <summary>What the system said when it refused a thread, or null if it refused none.</summary>
    public string? StartFailure { get; private set; }

    /// <summary>Starts threads, as many as the system gives.</summary>
    /// <param name="count">Threads to start.</param>
    /// <param name="name">The name of each.</param>
    /// <param name="stop">Ends the starting early.</param>
    public static WorkerCrew Start(int count, string name, StopFlag stop)
    {
        var crew = new WorkerCrew();
        for (int i = 0; i < count && !stop.IsRequested; i++)
        {
            int worker = i;
            var thread = new Thread(() => crew.Live(worker), StackBytes) { IsBackground = true, Name = name };
            try
            {
                thread.Start();
            }
            catch (OutOfMemoryException exception)
            {
                // What .NET throws when pthread_create fails: another process took what the limits had left.
                crew.StartFailure = exception.Message;
                break;
            }
            crew._threads.Add(thread);
        }
        return crew;
    }

    /// <summary>Runs a job on every thread at once and waits for all of them.</summary>
    /// <param name="job">What to do, given the thread's number from 0.</param>
    /// <exception cref="Exception">Whatever the first failing job threw.</exception>
    public void Run(Action<int> job)
    {
        if (_threads.Count == 0)
            return;
        _failure = null;
        _allDone.Reset();
        Volatile.Write(ref _running, _threads.Count);
        lock (_gate)
        {
            _job = job;
            _generation++;
            Monitor.PulseAll(_gate);
        }
        _allDone.Wait();
        _failure?.Throw();
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _leaving = true;
            Monitor.PulseAll(_gate);
        }
        foreach (Thread thread in _threads)
            thread.Join();
        _threads.Clear();
        _allDone.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Handed to the thread that waits for the crew.")]
    private void Live(int worker)
    {
        int seen = 0;
        while (true)
        {
            Action<int> job;
            lock (_gate)
            {
                while (_generation == seen && !_leaving)
                    Monitor.Wait(_gate);
                if (_leaving)
                    return;
                seen = _generation;
                job = _job!;
            }
            try
            {
                job(worker);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
            if (Interlocked.Decrement(ref _running) == 0)
                _allDone.Set();
        }
    }
}
