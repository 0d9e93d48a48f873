using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace SwapStress.Harness.Workers;

/// <summary>
/// Real threads of the operating system that live across the rounds: parked between them, released together, and
/// every one waited for. Starting thousands costs seconds, so it is done once. One thread owns the crew.
/// </summary>
internal sealed class WorkerCrew : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _allDone = new(initialState: false, spinCount: 0);
    private readonly CrewSquad[] _squads;
    private CrewMember[] _members = [];
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _run;
    private int _running;
    private bool _leaving;

    private WorkerCrew(int squads) => _squads = [.. Enumerable.Range(0, squads).Select(_ => new CrewSquad())];

    /// <summary>Threads that were started.</summary>
    public int Count => _members.Length;

    /// <summary>What the system said when it refused a thread, or null if it refused none.</summary>
    public string? StartFailure { get; private set; }

    /// <summary>Starts threads, as many as the system gives.</summary>
    /// <param name="failures">Starts that fail on purpose; each is a refusal like the system's.</param>
    public static WorkerCrew Start(int count, string name, StopFlag stop, StartFailures failures = default)
    {
        FutexHash.WidenFor(count);
        int granted = failures.SuccessesOf(count);
        var crew = new WorkerCrew((granted + CrewSquad.Size - 1) / CrewSquad.Size);
        var start = new CrewStart(
            granted,
            index => new CrewMember(crew._squads[index / CrewSquad.Size], name, crew.Live),
            stop
        );
        crew._members = start.Run();
        for (int number = 0; number < crew._members.Length; number++)
            crew._members[number].Number = number;
        crew.StartFailure = start.Refusal ?? (granted < count && !stop.IsRequested ? failures.ToString() : null);
        return crew;
    }

    /// <summary>The managed id of a worker's thread; 0 before it has begun.</summary>
    /// <param name="worker">Its number; of workers in waves each thread has one of every wave.</param>
    public int ThreadIdOf(int worker) => _members[worker % _members.Length].ThreadId;

    /// <summary>Runs a job on every thread at once and waits for all of them.</summary>
    /// <param name="job">What to do, given the thread's number from 0.</param>
    /// <exception cref="Exception">Whatever the first failing job threw.</exception>
    public void Run(Action<int> job)
    {
        if (_members.Length == 0)
            return;
        _failure = null;
        _allDone.Reset();
        Volatile.Write(ref _running, _members.Length);
        _job = job;
        int run = _run++;
        foreach (CrewSquad squad in _squads)
            squad.Open(run);
        AwaitAll();
        _failure?.Throw();
    }

    /// <summary>
    /// Ends the threads and waits for them, the last ones first: .NET keeps its threads in a list that begins with the
    /// newest, and each that ends looks for itself. In the order of their start 24,000 took 10 s to end.
    /// </summary>
    public void Dispose()
    {
        _leaving = true;
        int last = _members.Length - 1;
        foreach (CrewSquad squad in _squads.Reverse())
        {
            squad.Open(_run);
            for (; last >= 0 && _members[last].Squad == squad; last--)
                _members[last].Join();
            squad.Dispose();
        }
        _members = [];
        _allDone.Dispose();
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

    [SuppressMessage("Design", "CA1031", Justification = "Handed to the thread that waits for the crew.")]
    private void Live(CrewMember member)
    {
        member.ThreadId = Environment.CurrentManagedThreadId;
        for (int run = 0; ; run++)
        {
            member.Squad.Await(run);
            if (_leaving)
                return;
            try
            {
                _job!(member.Number);
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
