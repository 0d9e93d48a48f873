using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.ExceptionServices;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Engine;

/// <summary>
/// Runs a few threads of which one at a time takes steps: at each schedule point an <see cref="ISchedule"/> says which.
/// The threads are real ones and live as long as the engine; the first of them is the caller's.
/// </summary>
/// <remarks>
/// All fields but the turn belong to the thread whose turn it is; handing the turn over publishes them.
/// </remarks>
internal sealed class ScheduleEngine : IDisposable
{
    /// <summary>Threads of an engine at most: the bits of a word, and more than anybody can explore.</summary>
    public const int ThreadsMax = SchedulePoint.ThreadsMax;

    /// <summary>Steps of one schedule at most; whoever needs more waits for something that never comes.</summary>
    public const int StepsMax = 20_000;

    private readonly ExploredThread[] _explored;
    private readonly Thread[] _threads;
    private readonly Turn _turn;
    private readonly int _caller;
    private readonly int _stepsMax;
    private readonly bool _cutsLoops;
    private Action<int> _body = _ => { };
    private ISchedule _schedule = null!;
    private StepLog? _log;

    /// <summary>Threads that have not ended; those of them that wait for no lock; those of these that give way to none.</summary>
    private uint _live;
    private uint _able;
    private uint _runnable;

    /// <summary>Locks that are held.</summary>
    private long[] _held = new long[16];
    private int _heldCount;

    /// <summary>Some thread has given way: until then there is nothing to look for.</summary>
    private bool _hasGivenWay;

    /// <summary>The last loop that a thread has come to.</summary>
    private long _lastLoop;
    private int _steps;
    private int _current;
    private ScheduleEnd _end;
    private ExceptionDispatchInfo? _failure;
    private bool _isStopping;

    /// <summary>Threads that wait for a first schedule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None, or more than <see cref="ThreadsMax"/>.</exception>
    public ScheduleEngine(int threadCount)
        : this(threadCount, StepsMax, cutsLoops: true) { }

    /// <summary>The same, for tests of the rule that cuts loops.</summary>
    /// <param name="threadCount">Threads.</param>
    /// <param name="stepsMax">Steps of one schedule at most.</param>
    /// <param name="cutsLoops">Whether who goes round in vain gives way.</param>
    internal ScheduleEngine(int threadCount, int stepsMax, bool cutsLoops)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threadCount, ThreadsMax);
        _stepsMax = stepsMax;
        _cutsLoops = cutsLoops;
        _explored = [.. Enumerable.Range(0, threadCount).Select(index => new ExploredThread(this, index))];
        // One waiter more than threads: the caller, once its own body has ended.
        _caller = threadCount;
        _turn = new Turn(threadCount + 1);
        _threads = [.. Enumerable.Range(1, threadCount - 1).Select(Start)];
    }

    /// <summary>Threads.</summary>
    public int ThreadCount => _explored.Length;

    /// <summary>Steps of the last schedule.</summary>
    public int Steps => _steps;

    /// <summary>Locks that the threads of the last schedule have taken and not dropped.</summary>
    public int LocksHeld => _heldCount;

    /// <summary>What a thread of the last schedule threw, or null.</summary>
    public Exception? Failure => _failure?.SourceException;

    /// <summary>Runs one schedule to its end.</summary>
    /// <param name="body">What each thread does, given its number.</param>
    /// <param name="schedule">Says who goes on.</param>
    /// <param name="log">Where the steps go; null when nobody wants to know.</param>
    public ScheduleEnd Run(Action<int> body, ISchedule schedule, StepLog? log = null)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _body = body;
        _schedule = schedule;
        _log = log;
        _live = _able = _runnable = (1u << _explored.Length) - 1;
        _heldCount = 0;
        _hasGivenWay = false;
        _lastLoop = 0;
        _steps = 0;
        _current = -1;
        _end = ScheduleEnd.Finished;
        _failure = null;
        foreach (ExploredThread thread in _explored)
            thread.Reset();
        schedule.Begin();
        GiveTurn(Choose(mayStay: false));
        Live(0);
        _turn.Await(_caller);
        return _end;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _isStopping = true;
        for (int i = 1; i <= _threads.Length; i++)
        {
            _turn.GiveTo(i);
            _threads[i - 1].Join();
        }
        _turn.Dispose();
    }

    internal void Before(ExploredThread self, StepKind kind, long target)
    {
        if (self.IsLeaving)
            return;
        CountStep(self);
        Arrive(self);
        _log?.Add(self.ThreadIndex, kind, target);
    }

    internal void BeforeLock(ExploredThread self, StepKind kind, long target)
    {
        if (self.IsLeaving)
            return;
        CountStep(self);
        if (IsHeld(target))
        {
            // It cannot go on, so going on with another is not a choice.
            self.HasBegun = true;
            Block(self, target);
        }
        else
        {
            self.Wants = target;
            Arrive(self);
            self.Wants = 0;
        }
        _log?.Add(self.ThreadIndex, kind, target);
    }

    /// <summary>Anybody may go on, and it is no preemption; who has gone round in vain lets the others go first.</summary>
    /// <remarks>
    /// A turn of a loop that changes nothing and that ran alone ends where it began, threads and memory alike. So what can
    /// follow it could have come in its place, with no more preemptions; and of all schedules that lead to some end the
    /// shortest has no such turn. Whatever is decided after one therefore leaves no end out.
    /// <para>
    /// After one the thread gives way to all others that can go on, until each has taken a step (as in fair stateless model
    /// checking, Musuvathi and Qadeer, 2008, where any second back-off counts as such a turn, which it need not be). Who gives
    /// way does so to threads that have not run since, and so never in a circle.
    /// </para>
    /// </remarks>
    internal void BackOff(ExploredThread self, StepKind kind, ref RetryLoop loop)
    {
        if (self.IsLeaving)
            return;
        CountStep(self);
        _log?.Add(self.ThreadIndex, kind, target: 0);
        self.HasBegun = true;
        if (loop.Id == 0)
            loop.Id = ++_lastLoop;
        if (self.Loop == loop.Id && self.LoopKind == kind && _cutsLoops)
        {
            self.GivesWayTo |= _able & ~self.Bit;
            _hasGivenWay = true;
            _schedule.Repeats();
        }
        Update();
        if (_runnable != self.Bit)
            SwitchFrom(self, Choose(mayStay: false));
        self.Loop = loop.Id;
        self.LoopKind = kind;
    }

    internal void WaitFor(ExploredThread self, long target)
    {
        if (self.IsLeaving)
            throw new ScheduleAbortedException();
        Block(self, target);
    }

    internal void Acquired(ExploredThread self, long target)
    {
        if (self.IsLeaving)
            return;
        if (_heldCount == _held.Length)
            Array.Resize(ref _held, 2 * _heldCount);
        _held[_heldCount++] = target;
        foreach (ExploredThread thread in _explored)
        {
            if (thread.Wants == target && thread != self)
                Disable(thread, target);
        }
    }

    internal void Released(long target)
    {
        for (int i = _heldCount - 1; i >= 0; i--)
        {
            if (_held[i] != target)
                continue;
            _held[i] = _held[--_heldCount];
            break;
        }
        if (_able == _live)
            return;
        foreach (ExploredThread thread in _explored)
        {
            if (thread.WaitsFor != target)
                continue;
            thread.WaitsFor = 0;
            _able |= thread.Bit;
        }
        Update();
    }

    private bool IsHeld(long target)
    {
        for (int i = 0; i < _heldCount; i++)
        {
            if (_held[i] == target)
                return true;
        }
        return false;
    }

    /// <summary>A thread stands before a step that it could take: who goes on?</summary>
    private void Arrive(ExploredThread self)
    {
        // Nothing lies between the thread's start, where it was chosen, and its first step.
        if (!self.HasBegun)
            self.HasBegun = true;
        else if (_runnable != self.Bit)
            SwitchFrom(self, Choose(mayStay: (_runnable & self.Bit) != 0));
    }

    private void CountStep(ExploredThread self)
    {
        if (++_steps > _stepsMax)
            Abort(self, ScheduleEnd.Livelock);
        if (!_hasGivenWay)
            return;
        foreach (ExploredThread thread in _explored)
            thread.GivesWayTo &= ~self.Bit;
        Update();
    }

    /// <summary>A thread has to wait for a lock.</summary>
    private void Block(ExploredThread self, long target)
    {
        Disable(self, target);
        if (_runnable == 0)
            Abort(self, ScheduleEnd.Deadlock);
        // Somebody else may take it when it has been dropped.
        self.Wants = target;
        SwitchFrom(self, Choose(mayStay: false));
        self.Wants = 0;
    }

    private void Disable(ExploredThread thread, long target)
    {
        thread.WaitsFor = target;
        Drop(thread);
    }

    /// <summary>A thread cannot go on.</summary>
    private void Drop(ExploredThread thread)
    {
        _able &= ~thread.Bit;
        Update();
    }

    /// <summary>Finds who may be chosen: those who can go on and give way to nobody who can.</summary>
    private void Update()
    {
        _runnable = _able;
        if (!_hasGivenWay)
            return;
        foreach (ExploredThread thread in _explored)
        {
            if ((thread.GivesWayTo & _able) != 0)
                _runnable &= ~thread.Bit;
        }
    }

    private int Choose(bool mayStay)
    {
        int only = BitOperations.TrailingZeroCount(_runnable);
        int chosen = _runnable == 1u << only ? only : _schedule.Choose(_runnable, _current, mayStay);
        if ((_runnable & (1u << chosen)) == 0)
            throw new InvalidOperationException($"The schedule chose thread {chosen}, which cannot go on.");
        return chosen;
    }

    private void SwitchFrom(ExploredThread self, int next)
    {
        if (next != self.ThreadIndex)
        {
            GiveTurn(next);
            _turn.Await(self.ThreadIndex);
            self.Loop = 0;
        }
        if (_end != ScheduleEnd.Finished)
            Throw(self);
    }

    private void GiveTurn(int next)
    {
        _current = next;
        _turn.GiveTo(next);
    }

    [DoesNotReturn]
    private void Abort(ExploredThread self, ScheduleEnd end)
    {
        _end = end;
        Throw(self);
    }

    [DoesNotReturn]
    private static void Throw(ExploredThread self)
    {
        self.IsLeaving = true;
        throw new ScheduleAbortedException();
    }

    private Thread Start(int index)
    {
        var thread = new Thread(() =>
        {
            while (true)
            {
                Live(index);
                if (_isStopping)
                    return;
            }
        })
        {
            Name = $"explored-{index}",
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    /// <summary>One schedule of one thread: waits for its first turn, does its work, hands over for the last time.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "An outcome of the schedule.")]
    private void Live(int index)
    {
        _turn.Await(index);
        if (_isStopping)
            return;
        ExploredThread self = _explored[index];
        if (_end == ScheduleEnd.Finished)
        {
            SchedulePoint.Control(self);
            try
            {
                _body(index);
            }
            catch (ScheduleAbortedException)
            {
                // Out of the middle of things.
            }
            catch (Exception exception)
            {
                if (_end == ScheduleEnd.Finished)
                {
                    _end = ScheduleEnd.Failed;
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
            }
            SchedulePoint.Control(null);
            LockOrder.Forget();
        }
        End(self);
    }

    private void End(ExploredThread self)
    {
        _live &= ~self.Bit;
        Drop(self);
        if (_live == 0)
        {
            _turn.GiveTo(_caller);
            return;
        }
        if (_end == ScheduleEnd.Finished && _runnable == 0)
            _end = ScheduleEnd.Deadlock;
        // Once it has ended, each of the others gets a turn to leave, in whatever order.
        GiveTurn(_end == ScheduleEnd.Finished ? Choose(mayStay: false) : BitOperations.TrailingZeroCount(_live));
    }
}
