using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Snapshots;

/// <summary>What a run of a kernel writes, of which much is null, beside one of the model that lost something.</summary>
public sealed class KernelSnapshotTests
{
    private static readonly string[] Measured =
    [
        "elapsedSeconds",
        "cpuSeconds",
        "suspendedSeconds",
        "updatesPerSecond",
        "firstLossSeconds",
        "minorFaults",
        "swapOuts",
    ];

    [Theory]
    [InlineData("kernel", false)]
    [InlineData("model", true)]
    public void Results_are_as_they_were(string name, bool hasOracle)
    {
        using var directory = new TestDirectory();
        StrategyInfo strategy = hasOracle ? FakeRegions.None : StrategyInfo.Kernel;
        StressOptions options = RunFixture.Options(strategy) with
        {
            Backend = hasOracle ? Backend.Model : Backend.Kernel,
            Out = directory["out"],
        };
        var fixture = new RunFixture();
        using (var recorder = ResultsRecorder.Open(options, warning => Assert.Fail(warning)))
        {
            var region = new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3))
            {
                HasOracle = hasOracle,
                LossWindows = hasOracle ? [Windows.SkippedCache()] : [],
            };
            RunResult run = fixture.Run(options, (strategy.Name, region));
            fixture.Rounds.ForEach(recorder.Record);
            recorder.Complete(run);
        }
        IEnumerable<string> files = Directory
            .EnumerateFiles(directory["out"])
            .Order(StringComparer.Ordinal)
            .Select(file => $"==> {Path.GetFileName(file)}\n{Scrub.Json(File.ReadAllText(file), Measured)}");
        Snapshot.Match($"results-{name}", Scrub.Times(Scrub.Path(string.Join('\n', files), directory.Path, "TEMP")));
    }
}
