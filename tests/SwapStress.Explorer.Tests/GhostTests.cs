using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Strategies;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Explorer.Tests;

/// <summary>Ghost state steers nothing: the same schedule takes the same steps whoever asks it.</summary>
public sealed class GhostTests
{
    private const int Schedules = 300;

    [Fact]
    public void Who_asks_what_damaged_a_slot_changes_no_step()
    {
        ExploredProgram asked = Model.Program(RaceTests.UnstableWrite, "none").OnStarvedZram(stableWrites: false);
        ExploredProgram recorded = asked with { Space = asked.Space with { FlightRecorder = true } };
        Func<SwapDevice> create = asked.CreateDevice;
        long overruns = 0;
        int asks = 0;
        for (ulong seed = 0; seed < Schedules; seed++)
        {
            // A device for each, so that what it counts is of one schedule.
            using SwapDevice heard = create();
            using SwapDevice unheard = create();
            IReadOnlyList<TakenStep> steps = Steps(
                asked with
                {
                    CreateDevice = () => new Asked(heard, () => asks++),
                },
                seed
            );
            Determinism.Compare(steps, Steps(asked with { CreateDevice = () => new Unasked(unheard) }, seed));
            Determinism.Compare(steps, Steps(recorded, seed));
            overruns += ((ZramDevice)heard).IoStat.Overruns;
        }
        Assert.True(overruns > 0, "no write was too long: nothing was tested");
        Assert.True(asks > Schedules, "nobody asked");
    }

    private static IReadOnlyList<TakenStep> Steps(ExploredProgram program, ulong seed)
    {
        using var runner = new ProgramRunner(program, checksInFull: true);
        var log = new StepLog();
        runner.Run(new RandomWalk(seed), log);
        return log.Steps;
    }

    private sealed class Asked(SwapDevice inner, Action onAsked) : FrontDevice(inner)
    {
        public override long GhostDamagedBy(uint slot)
        {
            onAsked();
            return Inner.GhostDamagedBy(slot);
        }
    }

    private sealed class Unasked(SwapDevice inner) : FrontDevice(inner)
    {
        public override long GhostDamagedBy(uint slot) => 0;

        public override long GhostOverrunOf(uint slot) => 0;
    }
}
