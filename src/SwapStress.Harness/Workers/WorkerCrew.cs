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

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Even runs open the first gate, odd ones the second; the other is shut again meanwhile. A monitor would make
    /// thousands of threads queue for its lock as they wake: 14,600 took 8 s, and take half a second so.
    /// </summary>
    private readonly ManualResetEvent[] _gates = [new(initialState: false), new(initialState: false)];
    private readonly ManualResetEventSlim _allDone = new(initialState: false, spinCount: 0);
    private readonly List<Thread> _threads = [];
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _run;
    private int _running;
    private bool _leaving;

    /// <summary>The managed id of each thread; 0 before it has begun.</summary>
    private readonly int[] _threadIds;

    private WorkerCrew(int count) => _threadIds = new int[count];

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
        var crew = new WorkerCrew(count);
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

    /// <summary>The managed id of a worker's thread; 0 before it has begun.</summary>
    public int ThreadIdOf(int worker) => Volatile.Read(ref _threadIds[worker]);

    /// <summary>The first worker whose thread is a certain one; null for none.</summary>
    /// <param name="isIt">Given a managed thread id, whether it is the one.</param>
    public int? FindWorker(Predicate<int> isIt)
    {
        int worker = Array.FindIndex(_threadIds, isIt);
        return worker < 0 ? null : worker;
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
        _job = job;
        OpenNextGate();
        AwaitAll();
        _failure?.Throw();
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        _leaving = true;
        OpenNextGate();
        foreach (Thread thread in _threads)
            thread.Join();
        _threads.Clear();
        _allDone.Dispose();
        foreach (ManualResetEvent gate in _gates)
            gate.Dispose();
    }

    /// <summary>
    /// Waits for every thread. Once one has failed, and so may have left with a lock held, the others get a moment and
    /// no more: a message is worth more than a process that hangs.
    /// </summary>
    private void AwaitAll()
    {
        for (TimeSpan patience = PatienceAfterFailure; !_allDone.Wait(PollInterval); )
        {
            if (_failure is null)
                continue;
            patience -= PollInterval;
            if (patience <= TimeSpan.Zero)
                Environment.FailFast(
                    "swapstress: a worker failed and others do not end: it held a lock",
                    _failure.SourceException
                );
        }
    }

    private void OpenNextGate()
    {
        // Nobody waits at the other gate: every thread passed it before the last run ended.
        int run = _run++;
        _gates[(run + 1) & 1].Reset();
        _gates[run & 1].Set();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Handed to the thread that waits for the crew.")]
    private void Live(int worker)
    {
        Volatile.Write(ref _threadIds[worker], Environment.CurrentManagedThreadId);
        for (int run = 0; ; run++)
        {
            _gates[run & 1].WaitOne();
            if (_leaving)
                return;
            try
            {
                _job!(worker);
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
