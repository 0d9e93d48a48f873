using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Kernel;

/// <summary>What a run says of a kernel, which has no oracle: here a region that loses what a test orders.</summary>
public sealed class KernelVerdictTests
{
    private readonly RunFixture _fixture = new();

    [Fact]
    public void A_kernel_that_loses_is_no_contradiction()
    {
        RunResult run = Run(new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3)) { HasOracle = false });
        Assert.Equal((3L, 0L), (run.Strategies[0].LostUpdates, run.Strategies[0].Defects));
        Assert.Equal("lost: kernel lost 3 updates", run.Verdict.Text);
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
        PageFinding page = Assert.Single(_fixture.Rounds[0].Verification.Pages);
        Assert.Equal((null, null), (page.Foretold, page.Causes));
    }

    [Fact]
    public void A_misload_alone_is_lost_data_too()
    {
        RunResult run = Run(
            new FakeRegion(RunFixture.PageCount)
            {
                HasOracle = false,
                SeenStamp = (page, stamp) => page == 5 ? 0 : stamp,
            }
        );
        Assert.Equal((2L, 0L), (run.Strategies[0].Misloads, run.Strategies[0].Defects));
        Assert.Equal(ExitCode.DataLost, run.Verdict.Code);
    }

    [Fact]
    public void A_kernel_that_loses_nothing_is_clean()
    {
        RunResult run = Run(new FakeRegion(RunFixture.PageCount) { HasOracle = false });
        Assert.Equal(new Verdict(ExitCode.Clean, "clean: kernel lost 0 updates in 2 rounds that count"), run.Verdict);
    }

    [Fact]
    public void Results_say_null_where_only_a_model_can_tell()
    {
        using var directory = new TestDirectory();
        StressOptions options = Options with { Out = directory["out"] };
        using (var recorder = ResultsRecorder.Open(options, warning => Assert.Fail(warning)))
        {
            var region = new FakeRegion(RunFixture.PageCount, new ForcedLoss(0, 9, 3)) { HasOracle = false };
            RunResult run = _fixture.Run(options, ("kernel", region));
            foreach (RoundResult round in _fixture.Rounds)
                recorder.Record(round);
            recorder.Complete(run);
        }
        JsonElement document = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
        JsonElement said = document.GetProperty("options");
        Assert.Equal("kernel", said.GetProperty("backend").GetString());
        AllNull(said, "sync", "race", "readDelayNs", "hz", "zswap", "flightRecorder", "codecProvider");
        JsonElement strategy = document.GetProperty("strategies")[0];
        Assert.Equal(3, strategy.GetProperty("lostUpdates").GetInt64());
        AllNull(strategy, "sync", "fix", "staleInstalls", "swapMapErrors", "events", "refaults", "phasesNs", "zswap");
        AllNull(strategy, "failedWrites", "checksumErrors", "injected", "zram", "sizeClasses");
        JsonElement first = JsonDocument.Parse(File.ReadAllLines(directory["out/rounds.jsonl"])[0]).RootElement;
        AllNull(first, "sync", "staleInstalls", "events", "refaults", "waits", "waitP99Ns");
        // What a resumed run adds up is as silent.
        JsonElement sums = first.GetProperty("sums").GetProperty("statistics");
        AllNull(
            sums,
            "staleInstalls",
            "swapMapErrors",
            "events",
            "refaults",
            "failedWrites",
            "checksumErrors",
            "device"
        );
        Assert.Equal(
            """{"offset":36864,"expected":5,"got":2,"foretold":null,"causes":null}""",
            first.GetProperty("pages")[0].GetRawText()
        );
        Assert.True(File.Exists(directory["out/swapin-kernel.hgrm"]));
        Assert.Equal("kernel", ResultsDirectory.NameOf(options));
    }

    private static StressOptions Options => RunFixture.Options(StrategyInfo.Kernel) with { Backend = Backend.Kernel };

    private RunResult Run(FakeRegion region) => _fixture.Run(Options, ("kernel", region));

    private static void AllNull(JsonElement element, params string[] names) =>
        Assert.All(names, name => Assert.Equal(JsonValueKind.Null, element.GetProperty(name).ValueKind));
}
