using SwapStress.Explorer;
using SwapStress.Explorer.Programs;
using SwapStress.Fuzz.Engine;
using SwapStress.Paging;
using SwapStress.Paging.Sync;

namespace SwapStress.Fuzz.Explorer;

/// <summary>
/// Random programs, each searched within a small bound: what is sound loses nothing, what is found is found again, and a
/// replay comes to the same end.
/// </summary>
public sealed class RandomProgramTests
{
    private const int Hz = 250;
    private const int SchedulesMax = 150;

    [Fact]
    public void Sound_strategies_never_lose_and_what_is_found_replays() =>
        Fuzzer.Run(
            "explored programs",
            inputs: 150,
            input =>
            {
                ProgramSpec spec = RandomProgram.Draw(input);
                SwapInSync sync = input.Pick(SwapInSyncs.All(Hz));
                ExploredProgram program = spec.Build("fuzz", sync, spec.Compresses ? Codecs.Any() : null);
                SearchOptions search = Search(input);
                ExplorationResult result = Explore(program, search);
                string command = $"swapstress explore {RandomProgram.Arguments(spec)} --sync {sync.Name}";
                bool isSound = Soundness.IsExpected(program.Space, spec.Device == ProgramSpec.Zram);
                Assert.False(
                    isSound && result.Bad is not null,
                    $"a sound strategy came to '{result.Bad}': {command} --replay {result.Schedule}"
                );
                if (input.Chance(25) || result.Bad is not null)
                    AssertSame(result, Explore(program, search), command);
                if (result is { Bad: { } bad, Schedule: { } schedule })
                    Assert.Equal(
                        $"{command}: {bad}",
                        $"{command}: {ProgramReplay.Run(program, Schedules.Reread(schedule)).Outcome}"
                    );
            }
        );

    private static SearchOptions Search(FuzzInput input)
    {
        var kind = (SearchKind)input.Below(3);
        return new SearchOptions
        {
            Kind = kind,
            PreemptionsMax = input.Below(4),
            Depth = 1 + input.Below(4),
            Seed = input.Next(),
            SchedulesMax = SchedulesMax,
            StopsAtFirst = input.Chance(80),
            ChecksInFull = true,
        };
    }

    private static ExplorationResult Explore(ExploredProgram program, SearchOptions search)
    {
        using var exploration = new Exploration(program, search);
        return exploration.Run();
    }

    private static void AssertSame(ExplorationResult one, ExplorationResult other, string command)
    {
        Assert.Equal(Describe(one), Describe(other));

        string Describe(ExplorationResult result) =>
            $"{command}: {result.Bad} by {result.Schedule}, {result.Schedules} schedules, "
            + string.Join("; ", result.Outcomes.Select(pair => $"{pair.Value} x {pair.Key}"));
    }
}
