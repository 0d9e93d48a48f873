using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Searches;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Tests.Engine;

public sealed class ScheduleEngineTests
{
    private const int NoBound = int.MaxValue;

    [Fact]
    public void Two_locks_in_opposite_order_deadlock_in_some_schedules()
    {
        using var engine = new ScheduleEngine(2);
        Dictionary<ScheduleEnd, int> ends = [];
        var search = new DepthFirst(NoBound);
        do
        {
            // Left behind locked where a schedule deadlocks, so each schedule gets its own.
            var pair = new LockPair();
            ScheduleEnd end = engine.Run(pair.Cross, search);
            ends[end] = ends.GetValueOrDefault(end) + 1;
        } while (search.TryAdvance());

        Assert.Equal([ScheduleEnd.Finished, ScheduleEnd.Deadlock], ends.Keys.Order());
    }

    [Fact]
    public void A_lock_that_is_held_is_no_choice()
    {
        using var engine = new ScheduleEngine(2);
        var held = new RankedLock(LockRank.Folio);
        Dictionary<ScheduleEnd, int> ends = Bodies.Ends(
            engine,
            NoBound,
            _ =>
            {
                held.Enter();
                Bodies.Steps(5);
                held.Exit();
            }
        );
        // A second thread is started within the first one's critical section at each of its five steps, or after it.
        Assert.Equal(12, Assert.Single(ends).Value);
    }

    [Fact]
    public void Mutual_exclusion_holds_in_every_schedule()
    {
        using var engine = new ScheduleEngine(3);
        var held = new RankedLock(LockRank.Folio);
        int inside = 0;
        Dictionary<ScheduleEnd, int> ends = Bodies.Ends(
            engine,
            3,
            _ =>
            {
                Bodies.Steps(1);
                held.Enter();
                Assert.Equal(1, ++inside);
                Bodies.Steps(2);
                inside--;
                held.Exit();
            }
        );
        Assert.Equal([ScheduleEnd.Finished], ends.Keys);
    }

    [Fact]
    public void Waiting_for_what_never_comes_is_a_livelock()
    {
        using var engine = new ScheduleEngine(2);
        ScheduleEnd end = engine.Run(
            thread =>
            {
                var loop = new RetryLoop();
                while (thread == 0)
                    SchedulePoint.Yield(ref loop);
            },
            new DepthFirst(0)
        );
        Assert.Equal(ScheduleEnd.Livelock, end);
    }

    [Fact]
    public void What_a_thread_throws_is_an_outcome_and_the_engine_goes_on()
    {
        using var engine = new ScheduleEngine(3);
        ScheduleEnd end = engine.Run(
            thread =>
            {
                Bodies.Steps(2);
                if (thread == 1)
                    throw new InvalidDataException("thread 1");
                Bodies.Steps(2);
            },
            new RandomWalk(1)
        );
        Assert.Equal(ScheduleEnd.Failed, end);
        Assert.Equal("thread 1", Assert.IsType<InvalidDataException>(engine.Failure).Message);

        Assert.Equal(ScheduleEnd.Finished, engine.Run(_ => Bodies.Steps(2), new RandomWalk(1)));
        Assert.Null(engine.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_threads_that_back_off_in_turns_cannot_starve_the_third(int last)
    {
        using var engine = new ScheduleEngine(3);
        bool isDone = false;
        var search = new DepthFirst(2);
        do
        {
            isDone = false;
            ScheduleEnd end = engine.Run(
                thread =>
                {
                    Bodies.Steps(1);
                    var loop = new RetryLoop();
                    while (thread != last && !isDone)
                    {
                        SchedulePoint.Yield(ref loop);
                        Bodies.Steps(1);
                    }
                    Bodies.Steps(2);
                    isDone |= thread == last;
                },
                search
            );
            Assert.Equal(ScheduleEnd.Finished, end);
        } while (search.TryAdvance());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Nor_if_each_of_them_holds_now_and_then_the_lock_that_it_needs(int last)
    {
        using var engine = new ScheduleEngine(3);
        var shared = new RankedLock(LockRank.SwapCluster);
        bool isDone = false;
        bool Look(bool sets)
        {
            shared.Enter();
            isDone |= sets;
            bool seen = isDone;
            shared.Exit();
            return seen;
        }
        var search = new DepthFirst(2);
        do
        {
            isDone = false;
            ScheduleEnd end = engine.Run(
                thread =>
                {
                    Bodies.Steps(1);
                    var loop = new RetryLoop();
                    while (!Look(sets: thread == last))
                        SchedulePoint.Yield(ref loop);
                },
                search
            );
            Assert.Equal(ScheduleEnd.Finished, end);
        } while (search.TryAdvance());
    }

    [Fact]
    public void Who_backs_off_may_look_again_before_every_other_thread_has_moved()
    {
        // T0 looks, backs off, and sees what T1 did, while T2 has not begun.
        using var engine = new ScheduleEngine(3);
        HashSet<string> seen = [];
        var search = new DepthFirst(0);
        do
        {
            var log = new StepLog();
            engine.Run(
                thread =>
                {
                    Bodies.Steps(1);
                    if (thread == 0)
                        Bodies.LetOthersGo();
                    if (thread == 0)
                        Bodies.Steps(1);
                },
                search,
                log
            );
            seen.Add(Bodies.Threads(log));
        } while (search.TryAdvance());
        Assert.Contains("00102", seen);
        Assert.Contains("00012", seen);
        Assert.Contains("00120", seen);
    }

    [Fact]
    public void A_waiter_for_an_unlock_goes_on_when_the_lock_is_free()
    {
        using var engine = new ScheduleEngine(2);
        bool isUnlocked = false;
        Dictionary<ScheduleEnd, int> ends = [];
        unsafe
        {
            int word = 0;
            int* address = &word;
            ends = Bodies.Ends(
                engine,
                NoBound,
                thread =>
                {
                    if (thread == 0)
                    {
                        isUnlocked = false;
                        LockWord.Enter(address, LockRank.Folio);
                        Bodies.Steps(2);
                        isUnlocked = true;
                        LockWord.Exit(address, LockRank.Folio);
                        return;
                    }
                    bool wasHeld = LockWord.IsHeld(address);
                    LockWord.WaitUntilFree(address);
                    Assert.True(!wasHeld || isUnlocked);
                }
            );
        }
        Assert.Equal([ScheduleEnd.Finished], ends.Keys);
    }

    [Fact]
    public void The_choice_of_a_thread_that_cannot_go_on_is_refused()
    {
        using var engine = new ScheduleEngine(2);
        ScheduleEnd end = engine.Run(_ => Bodies.Steps(2), new ChoosesThreadTwo());
        Assert.Equal(ScheduleEnd.Failed, end);
        Assert.Contains("thread 2", engine.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_differ_are_told_by_their_number()
    {
        TakenStep[] first = [new(0, StepKind.PteRead, 1), new(1, StepKind.Access, 1)];
        TakenStep[] second = [new(0, StepKind.PteRead, 1), new(0, StepKind.Access, 1)];
        Determinism.Compare(first, first);
        DivergedException other = Assert.Throws<DivergedException>(() => Determinism.Compare(first, second));
        Assert.Equal("Step 1 was T1 Access 1, and T0 Access 1 the second time.", other.Message);
        DivergedException shorter = Assert.Throws<DivergedException>(() => Determinism.Compare(first, first[..1]));
        Assert.Equal("Step 1 was T1 Access 1, and the end the second time.", shorter.Message);
    }

    [Fact]
    public void A_search_stops_where_a_program_has_other_choices_than_before()
    {
        using var engine = new ScheduleEngine(2);
        var search = new DepthFirst(NoBound);
        int runs = 0;
        void Body(int thread)
        {
            if (thread == 0)
                runs++;
            Bodies.Steps(runs == 1 ? 4 : 1);
        }
        engine.Run(Body, search);
        Assert.True(search.TryAdvance());
        // It ends before the choice that was to be another.
        engine.Run(Body, search);
        Assert.Throws<DivergedException>(() => search.TryAdvance());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_schedules_repeat_from_their_seed(bool isPct)
    {
        ISchedule Make(ulong seed) => isPct ? new Pct(seed, depth: 3) : new RandomWalk(seed);
        List<string> one = Draw(Make(7));
        Assert.Equal(one, Draw(Make(7)));
        Assert.NotEqual(one, Draw(Make(8)));
        Assert.True(one.Distinct(StringComparer.Ordinal).Count() > 5);
    }

    private static List<string> Draw(ISchedule schedule)
    {
        using var engine = new ScheduleEngine(3);
        List<string> drawn = [];
        for (int i = 0; i < 50; i++)
        {
            var log = new StepLog();
            engine.Run(_ => Bodies.Steps(4), schedule, log);
            drawn.Add(Bodies.Threads(log));
        }
        return drawn;
    }

    /// <summary>Two locks of which each thread takes its own first.</summary>
    private sealed class LockPair
    {
        private readonly bool[] _isHeld = new bool[2];

        public void Cross(int thread)
        {
            Enter(thread);
            Enter(1 - thread);
            Exit(1 - thread);
            Exit(thread);
        }

        // Not a lock of the product: debug builds check the order of those.
        private void Enter(int index)
        {
            SchedulePoint.BeforeLock(StepKind.DeviceLock, index + 1);
            while (_isHeld[index])
                SchedulePoint.WaitFor(index + 1);
            _isHeld[index] = true;
            SchedulePoint.Acquired(index + 1);
        }

        private void Exit(int index)
        {
            _isHeld[index] = false;
            SchedulePoint.Released(index + 1);
        }
    }

    private sealed class ChoosesThreadTwo : ISchedule
    {
        public void Begin() { }

        public int Choose(uint runnable, int current, bool mayStay) => current < 0 ? 0 : 2;
    }
}
