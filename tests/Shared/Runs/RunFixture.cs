using SwapStress.Harness.Content;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Primitives;

namespace SwapStress.Testing;

/// <summary>A run over fake regions that keeps its rounds.</summary>
internal sealed class RunFixture : IRunObserver, IRunRecorder
{
    public const int PageCount = 300;

    public StopFlag Stop { get; } = new();

    public List<RoundResult> Rounds { get; } = [];

    public List<string> Heard { get; } = [];

    public RunResult? Completed { get; private set; }

    public static StressOptions Options(params StrategyInfo[] strategies) =>
        new()
        {
            Strategies = strategies,
            Rounds = 2,
            Threads = 5,
            RegionBytes = PageCount * PageSize.Bytes,
            SwapBytes = PageCount * PageSize.Bytes,
            Content = new ContentSpec(ContentKind.Random),
        };

    public RunResult Run(StressOptions options, params (string Sync, FakeRegion Region)[] regions) =>
        Run(options, this, regions);

    public RunResult Run(
        StressOptions options,
        IRunRecorder recorder,
        params (string Sync, FakeRegion Region)[] regions
    ) => new StressRunner(options, new FakeRegions(regions), options.LoadContent(), this).Run(() => recorder, Stop);

    public void Record(RoundResult round) => Rounds.Add(round);

    public IReadOnlyList<string> Stall { get; private set; } = [];

    public void RecordStall(IReadOnlyList<string> lines) => Stall = lines;

    public void Complete(RunResult run) => Completed = run;

    public void Spawning(ThreadBudget budget) => Heard.Add("spawning");

    public void Spawned(WorkerCrew crew) => Heard.Add($"spawned {crew.Count}");

    public void WarmingUp(StrategyInfo strategy) => Heard.Add($"warming up {strategy.Name}");

    public void Populating(StrategyInfo strategy, int pageCount) => Heard.Add($"populating {strategy.Name}");

    public void SwappingOut(StrategyInfo strategy) => Heard.Add("swapping");

    public void RoundStarting(StrategyInfo strategy, int round, int workers, AddPass pass, int pageCount) =>
        Heard.Add($"starting {round}");

    public void WaveStarting(StrategyInfo strategy, int wave, int waves, int workers) =>
        Heard.Add($"wave {wave + 1} of {waves}: {workers}");

    public void WorkersDone() => Heard.Add("done");

    public void RoundFinished(RoundResult round) => Heard.Add("finished");

    public List<RunProgress> Intervals { get; } = [];

    public void Record(RunProgress interval) => Intervals.Add(interval);

    public void Progressed(RunProgress now) { }

    public void IntervalEnded(RunProgress now, RunProgress interval) { }

    public void Warn(string message) => Heard.Add(message);
}
