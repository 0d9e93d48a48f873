using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;

namespace SwapStress.Explorer.Tests.Searches;

public sealed class SearchTests
{
    [Theory]
    [InlineData(SearchKind.Pct)]
    [InlineData(SearchKind.RandomWalk)]
    public void A_random_search_finds_the_same_loss_from_the_same_seed_and_minimises_it(SearchKind kind)
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "none");
        var options = new SearchOptions
        {
            Kind = kind,
            Seed = 5,
            SchedulesMax = 20_000,
        };
        ExplorationResult result = Model.Explore(program, options);
        Assert.Equal("page 0 lost 1", result.Bad?.ToString());
        Assert.False(result.IsExhausted);
        Assert.Null(result.PreemptionBound);
        Assert.Equal(1, result.Preemptions);

        ExplorationResult again = Model.Explore(program, options);
        Assert.Equal((result.Schedules, result.Schedule!.ToString()), (again.Schedules, again.Schedule!.ToString()));
        ExplorationResult other = Model.Explore(program, options with { Seed = 6 });
        Assert.NotNull(other.Bad);
    }

    [Fact]
    public void No_deviation_of_a_minimised_schedule_can_be_left_out()
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "none");
        var options = new SearchOptions { Kind = SearchKind.RandomWalk, Seed = 9 };
        Schedule schedule = Model.Explore(program, options).Schedule!;
        using var runner = new ProgramRunner(program, checksInFull: true);
        Assert.False(runner.Run(new Explorer.Searches.Replay(schedule)).IsGood);
        foreach (Deviation left in schedule.Deviations)
        {
            var shorter = new Schedule(schedule.Deviations.Where(deviation => deviation != left));
            Assert.True(runner.Run(new Explorer.Searches.Replay(shorter)).IsGood);
        }
    }

    [Fact]
    public void Every_schedule_that_a_search_calls_bad_is_bad_when_it_is_replayed()
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "none");
        using var runner = new ProgramRunner(program, checksInFull: true);
        using var again = new ProgramRunner(program, checksInFull: true);
        var search = new Explorer.Searches.DepthFirst(1);
        int bad = 0;
        do
        {
            Outcome outcome = runner.Run(search);
            if (outcome.IsGood)
                continue;
            bad++;
            Assert.Equal(outcome.ToString(), Explorer.Engine.Determinism.Check(again, search.Schedule).ToString());
        } while (search.TryAdvance());
        Assert.True(bad > 3);
    }

    [Fact]
    public void A_search_for_everything_counts_every_outcome()
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "none");
        ExplorationResult result = Model.Explore(
            program,
            new SearchOptions { PreemptionsMax = 2, StopsAtFirst = false }
        );
        Assert.True(result.IsExhausted);
        Assert.Equal(result.Schedules, result.Outcomes.Values.Sum());
        Assert.Equal(
            ["nothing lost", "page 0 lost 1", "page 0 mapped stale"],
            result.Outcomes.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_search_that_is_cut_says_so()
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "prepare-tick");
        ExplorationResult result = Model.Explore(program, new SearchOptions { SchedulesMax = 10 });
        Assert.False(result.IsExhausted);
        Assert.Null(result.Bad);
    }

    [Fact]
    public void The_same_program_and_schedule_take_the_same_steps_after_any_other_schedule()
    {
        ExploredProgram program = Model
            .Program("setup: inc 0, inc 1, pageout 0; T0: inc 0; T1: inc 1, pageout 1", "none")
            .OnStarvedZram(stableWrites: true);
        using var fresh = new ProgramRunner(program, checksInFull: true);
        var first = new Explorer.Engine.StepLog();
        fresh.Run(new Explorer.Searches.RandomWalk(3), first);
        using var used = new ProgramRunner(program, checksInFull: true);
        for (ulong seed = 100; seed < 150; seed++)
            used.Run(new Explorer.Searches.RandomWalk(seed));
        var second = new Explorer.Engine.StepLog();
        used.Run(new Explorer.Searches.RandomWalk(3), second);
        Explorer.Engine.Determinism.Compare(first.Steps, second.Steps);
    }

    [Fact]
    public void A_schedule_of_another_program_is_refused()
    {
        using var runner = new ProgramRunner(Model.Program(Model.SwapcacheSkip, "none"), checksInFull: true);
        Assert.Throws<Explorer.Engine.DivergedException>(() =>
            Explorer.Engine.Determinism.Check(runner, Schedule.Parse("5000:1"))
        );
    }

    [Fact]
    public void A_region_with_threads_of_its_own_cannot_be_explored()
    {
        ExploredProgram program = Model.Program(Model.SwapcacheSkip, "none");
        program = program with { Space = program.Space with { IoThreads = 1 } };
        Assert.Throws<ArgumentException>(() => new ProgramRunner(program, checksInFull: true));
    }

    [Fact]
    public void A_schedule_allocates_no_managed_memory()
    {
        using var runner = new ProgramRunner(Model.Program(Model.SwapcacheSkip, "prepare-tick"), checksInFull: false);
        var search = new Explorer.Searches.DepthFirst(3);
        long Spent(int schedules)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < schedules; i++)
            {
                runner.Run(search);
                Assert.True(search.TryAdvance());
            }
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
        Spent(500);
        // The runtime allocates a little on threads of its own.
        Assert.InRange(Spent(2000), 0, 2000);
    }
}
