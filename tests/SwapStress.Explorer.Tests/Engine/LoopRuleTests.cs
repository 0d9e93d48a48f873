using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Searches;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Tests.Engine;

/// <summary>
/// The engine cuts loops that a thread goes round in vain. That no outcome is lost by it: the same search without the rule,
/// bounded by steps instead, has the same ones.
/// </summary>
public sealed class LoopRuleTests
{
    private const int NoBound = int.MaxValue;

    /// <summary>Enough for every end of the loops below; schedules with more are left out.</summary>
    private const int StepsEnough = 22;

    /// <summary>A step is x, and between two of them others may go first: y.</summary>
    [Theory]
    [InlineData("xyxyx|x|x", NoBound, 20)]
    [InlineData("xyxyx|xyxyx", NoBound, 20)]
    [InlineData("xyyyx|x", NoBound, 3)]
    [InlineData("xyx|xyx|xyx", NoBound, 90)]
    [InlineData("xyxyx|x|x", 0, 20)]
    [InlineData("xxyxx|xx", 0, 3)]
    [InlineData("xxyxx|xx", 1, 8)]
    [InlineData("xxyxxyx|xyx|x", 1, 150)]
    public void Code_without_loops_has_every_order_of_its_steps(string threads, int preemptionsMax, int orders)
    {
        string[] codes = threads.Split('|');
        Found with = Search(codes, cutsLoops: true);
        Found without = Search(codes, cutsLoops: false);
        Assert.Equal(orders, with.Outcomes.Count);
        Assert.Equal(without.Outcomes, with.Outcomes);
        // It cuts nothing here, so that not even the number of schedules differs.
        Assert.Equal(without.Schedules, with.Schedules);

        Found Search(string[] codes, bool cutsLoops) =>
            Explore(
                codes.Length,
                preemptionsMax,
                cutsLoops,
                ScheduleEngine.StepsMax,
                () => "",
                (_, thread) =>
                {
                    foreach (char what in codes[thread])
                    {
                        if (what == 'x')
                            Bodies.Steps(1);
                        else
                            Bodies.LetOthersGo();
                    }
                },
                (log, _) => string.Concat(log.Steps.Where(s => s.Kind == StepKind.Access).Select(s => s.Thread))
            );
    }

    /// <summary>Some threads look at what the others have set until they have seen all of it.</summary>
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 0)]
    public void Threads_that_look_again_see_all_that_they_can_see(int lookers, int setters, int preemptionsMax)
    {
        Found with = Search(cutsLoops: true, ScheduleEngine.StepsMax);
        Found without = Search(cutsLoops: false, StepsEnough);
        Assert.Equal(without.Outcomes, with.Outcomes);
        Assert.True(with.Outcomes.Count > setters, "they cannot have seen much");
        Assert.True(with.Schedules < without.Schedules, "the rule has cut nothing");
        Assert.Equal(0, with.TooLong);

        Found Search(bool cutsLoops, int stepsMax) =>
            Explore(
                lookers + setters,
                preemptionsMax,
                cutsLoops,
                stepsMax,
                () => new Board(lookers),
                (board, thread) =>
                {
                    if (thread >= lookers)
                    {
                        SchedulePoint.Before(StepKind.Access, 1);
                        board.Value++;
                        return;
                    }
                    var loop = new RetryLoop();
                    board.Look(thread, ref loop);
                    while (board.Value < setters)
                    {
                        SchedulePoint.Yield(ref loop);
                        board.Look(thread, ref loop);
                    }
                },
                (_, board) => string.Join('|', board.Seen)
            );
    }

    [Fact]
    public void A_loop_that_changes_something_and_does_not_say_so_is_cut_before_its_end()
    {
        // What the promise of RetryLoop is for: broken here on purpose.
        string[] Seen(bool restarts) =>
            [
                .. Explore(
                    2,
                    0,
                    cutsLoops: true,
                    ScheduleEngine.StepsMax,
                    () => new Board(1),
                    (board, thread) =>
                    {
                        var loop = new RetryLoop();
                        for (int turn = 0; thread == 0 && turn < 4; turn++)
                        {
                            SchedulePoint.Yield(ref loop);
                            board.Value++;
                            if (restarts)
                                loop.Restart();
                        }
                        if (thread == 0)
                            return;
                        SchedulePoint.Before(StepKind.Access, 1);
                        board.Seen[0] = $"{board.Value}";
                    },
                    (_, board) => board.Seen[0]
                ).Outcomes,
            ];
        Assert.Equal(["0", "1", "2", "3", "4"], Seen(restarts: true));
        Assert.NotEqual(["0", "1", "2", "3", "4"], Seen(restarts: false));
    }

    private static Found Explore<T>(
        int threads,
        int preemptionsMax,
        bool cutsLoops,
        int stepsMax,
        Func<T> begin,
        Action<T, int> body,
        Func<StepLog, T, string> outcome
    )
    {
        using var engine = new ScheduleEngine(threads, stepsMax, cutsLoops);
        var search = new DepthFirst(preemptionsMax);
        var found = new Found();
        do
        {
            T state = begin();
            var log = new StepLog();
            ScheduleEnd end = engine.Run(thread => body(state, thread), search, log);
            found.Schedules++;
            if (end == ScheduleEnd.Livelock)
            {
                found.TooLong++;
                continue;
            }
            Assert.Equal(ScheduleEnd.Finished, end);
            found.Outcomes.Add(outcome(log, state));
        } while (search.TryAdvance());
        return found;
    }

    private sealed class Found
    {
        public SortedSet<string> Outcomes { get; } = new(StringComparer.Ordinal);

        public int Schedules { get; set; }

        public int TooLong { get; set; }
    }

    /// <summary>A value, and what each looker has seen of it, one after the other.</summary>
    private sealed class Board(int lookers)
    {
        public int Value { get; set; }

        public string[] Seen { get; } = new string[lookers];

        /// <summary>Two steps, so that a turn can be interrupted; what it has seen is its own state.</summary>
        public void Look(int looker, ref RetryLoop loop)
        {
            Bodies.Steps(1);
            string now = $"{Value}";
            Bodies.Steps(1);
            if (Seen[looker]?.EndsWith(now, StringComparison.Ordinal) == true)
                return;
            Seen[looker] += now;
            loop.Restart();
        }
    }
}
