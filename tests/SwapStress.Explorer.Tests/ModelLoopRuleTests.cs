using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Searches;
using SwapStress.Explorer.Tests.Engine;
using SwapStress.Paging;
using SwapStress.Paging.Statistics;

namespace SwapStress.Explorer.Tests;

/// <summary>The rule that cuts loops (<see cref="LoopRuleTests"/>), on the paging model's own loops.</summary>
public sealed class ModelLoopRuleTests
{
    /// <summary>More than any schedule of these programs takes that goes round no loop in vain.</summary>
    private const int StepsEnough = 110;

    [Theory]
    [InlineData("none", 1)]
    [InlineData("prepare-refault", 1)]
    [InlineData("prepare-yield", 1)]
    [InlineData("prepare-tick", 1)]
    [InlineData("prepare-wait", 1)]
    [InlineData("swap-cache", 1)]
    [InlineData("cached", 1)]
    [InlineData("swap-count", 1)]
    [InlineData("pte-marker", 1)]
    public void Two_threads_come_to_the_same_ends_with_it_and_without(string sync, int preemptionsMax) =>
        AssertSameEnds(Model.Program(Model.SwapcacheSkip, sync), preemptionsMax);

    [Theory]
    [InlineData("none")]
    [InlineData("prepare-tick")]
    [InlineData("prepare-wait")]
    [InlineData("swap-cache")]
    [InlineData("pte-marker")]
    public void Three_threads_come_to_the_same_ends_with_it_and_without(string sync) =>
        AssertSameEnds(Model.Program("setup: inc 0, pageout 0; T0: inc 0; T1: inc 0; T2: pageout 0", sync), 0);

    /// <summary>Who goes round a loop again promises that nothing has changed. That promise is looked after here.</summary>
    [Theory]
    [MemberData(nameof(Model.SoundSyncs), MemberType = typeof(Model))]
    public void Who_goes_round_in_vain_leaves_everything_as_it_was(string sync)
    {
        foreach (
            string text in (string[])
                [Model.SwapcacheSkip, "setup: inc 0, pageout 0; T0: inc 0, pageout 0; T1: read 0; T2: zap 0, inc 0"]
        )
        {
            using var runner = new ProgramRunner(Model.Program(text, sync), checksInFull: false);
            // The first run makes the region.
            runner.Run(new DepthFirst(0));
            var watch = new Watch(new DepthFirst(2), () => RegionState.Of(runner.Space!));
            int runs = 0;
            do Assert.Equal("nothing lost", runner.Run(watch).ToString());
            while (watch.Search.TryAdvance() && ++runs < 120);
            Assert.True(watch.Repeated > 0, $"{sync}: nobody ever went round in vain");
        }
    }

    private static void AssertSameEnds(ExploredProgram program, int preemptionsMax)
    {
        (SortedSet<string> with, int schedules) = Ends(program, preemptionsMax, cutsLoops: true);
        (SortedSet<string> without, int allSchedules) = Ends(program, preemptionsMax, cutsLoops: false);
        Assert.Equal(without, with);
        Assert.True(with.Count > 1, $"{program.Space.Sync.Name}: all schedules end alike, which shows nothing");
        Assert.InRange(schedules, 1, allSchedules);
    }

    /// <summary>Every outcome, with what was counted on the way there.</summary>
    private static (SortedSet<string> Ends, int Schedules) Ends(ExploredProgram program, int bound, bool cutsLoops)
    {
        SortedSet<string> ends = new(StringComparer.Ordinal);
        using var runner = new ProgramRunner(
            program,
            checksInFull: false,
            witness: null,
            new ScheduleEngine(program.Threads.Count, cutsLoops ? ScheduleEngine.StepsMax : StepsEnough, cutsLoops)
        );
        var search = new DepthFirst(bound);
        PagingStatistics? before = null;
        int schedules = 0;
        do
        {
            Outcome outcome = runner.Run(search);
            schedules++;
            // Too long, which without the rule is what happens to loops.
            if (outcome.End == ScheduleEnd.Livelock)
            {
                Assert.False(cutsLoops, $"{program.Space.Sync.Name}: {search.Schedule} takes too many steps");
                before = null;
                continue;
            }
            // Of a region that is spoilt nothing is left to ask.
            ends.Add(runner.Space is { } space ? $"{outcome} {Counted(space, ref before)}" : $"{outcome}");
            before = runner.Space is null ? null : before;
        } while (search.TryAdvance());
        return (ends, schedules);
    }

    /// <summary>What depends on the schedule, and not on how often somebody looked in vain.</summary>
    private static string Counted(AddressSpace space, ref PagingStatistics? before)
    {
        PagingStatistics now = space.ReadStatistics();
        PagingStatistics? since = before;
        before = now;
        return $"{now.MajorFaults - (since?.MajorFaults ?? 0)} read, {now.SwapOuts - (since?.SwapOuts ?? 0)} written, "
            + $"{now.ReclaimKept - (since?.ReclaimKept ?? 0)} kept";
    }

    /// <summary>Notes the region's state wherever somebody is chosen, and looks for it again when a loop is gone round.</summary>
    private sealed class Watch(DepthFirst search, Func<string> state) : ISchedule
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private bool _hasRepeated;

        public DepthFirst Search => search;

        public int Repeated { get; private set; }

        public void Begin()
        {
            _seen.Clear();
            _hasRepeated = false;
            search.Begin();
        }

        public int Choose(uint runnable, int current, bool mayStay)
        {
            if (!_hasRepeated)
                _seen.Add(state());
            return search.Choose(runnable, current, mayStay);
        }

        public void Repeats()
        {
            if (!_hasRepeated)
            {
                Repeated++;
                string now = state();
                Assert.True(_seen.Contains(now), $"{search.Schedule}: {now}");
            }
            _hasRepeated = true;
            search.Repeats();
        }
    }
}
