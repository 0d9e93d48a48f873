using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Searches;
using SwapStress.Store;
using SwapStress.Store.Faulty;

namespace SwapStress.Explorer.Tests;

/// <summary>Ghost state steers nothing: the same schedule takes the same steps whoever asks it.</summary>
public sealed class GhostTests
{
    private const int PreemptionsMax = 1;

    [Fact]
    public void Who_asks_what_damaged_a_slot_changes_no_step()
    {
        ExploredProgram program = Model
            .Program(RaceTests.UnstableWrite, "prepare-tick")
            .OnStarvedZram(stableWrites: false);
        Func<SwapDevice> create = program.CreateDevice;
        var seen = new Seen();
        using var asked = new Search(program with { CreateDevice = () => new Asked(create(), seen) });
        using var unasked = new Search(program with { CreateDevice = () => new Unasked(create()) });
        using var recorded = new Search(program with { Space = program.Space with { FlightRecorder = true } });
        bool isMore;
        do
        {
            IReadOnlyList<TakenStep> steps = asked.Run();
            Determinism.Compare(steps, unasked.Run());
            Determinism.Compare(steps, recorded.Run());
            isMore = asked.Strategy.TryAdvance();
            Assert.Equal(isMore, unasked.Strategy.TryAdvance());
            Assert.Equal(isMore, recorded.Strategy.TryAdvance());
        } while (isMore);
        Assert.True(seen.Damaged > 0, "no damage was asked for: nothing was tested");
    }

    /// <summary>Every schedule within the bound, in the same order as long as the steps are the same.</summary>
    private sealed class Search(ExploredProgram program) : IDisposable
    {
        private readonly ProgramRunner _runner = new(program, checksInFull: false);

        public DepthFirst Strategy { get; } = new(PreemptionsMax);

        public IReadOnlyList<TakenStep> Run()
        {
            var log = new StepLog();
            _runner.Run(Strategy, log);
            return log.Steps;
        }

        public void Dispose() => _runner.Dispose();
    }

    private sealed class Seen
    {
        public int Damaged { get; set; }
    }

    private sealed class Asked(SwapDevice inner, Seen seen) : FrontDevice(inner)
    {
        public override long GhostDamagedBy(uint slot)
        {
            long damagedBy = Inner.GhostDamagedBy(slot);
            seen.Damaged += damagedBy != 0 ? 1 : 0;
            return damagedBy;
        }
    }

    private sealed class Unasked(SwapDevice inner) : FrontDevice(inner)
    {
        public override long GhostDamagedBy(uint slot) => 0;

        public override long GhostOverrunOf(uint slot) => 0;
    }
}
