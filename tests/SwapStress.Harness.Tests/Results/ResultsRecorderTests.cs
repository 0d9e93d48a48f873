using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;
using SwapStress.Paging.Recording;
using SwapStress.Primitives.Latency;
using SwapStress.Races;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

public sealed class ResultsRecorderTests
{
    private const int PageCount = RunFixture.PageCount;

    [Fact]
    public void The_fields_of_run_json_are_the_schemas()
    {
        using var directory = new TestDirectory();
        JsonElement run = Write(directory, RunFixture.Options(FakeRegions.None));
        Assert.Equal("swapstress/run/1", run.GetProperty("schema").GetString());
        Assert.Equal(
            "schema version commit startedUtc host options strategies verdict exitCode interrupted missing resumed",
            Names(run)
        );
        Assert.Equal("os kernel cpu cores memoryBytes runtime", Names(run.GetProperty("host")));
        Assert.Equal(
            "backend rounds threads waves failThreadStartPercent regionBytes swapSizeBytes sync race device compressor codecProvider checksum zswap "
                + "ioThreads slotScan stableWrites failPoolAllocPercent failReadPercent failWritePercent failFullPercent slowReadPercent slowReadDelayNs compactIntervalNs memLimitBytes recompress backingFile idleIntervalNs readDelayNs delayKind stepDelayNs hz work content durationNs watchdogNs seed flightRecorder "
                + "strict selfCheck roundsFileBytes out",
            Names(run.GetProperty("options"))
        );
        JsonElement strategy = run.GetProperty("strategies")[0];
        Assert.Equal(
            "sync fix rounds countedRounds countedRoundsWithLoss voidRounds stoppedRounds workersRequested workersCreated waves updates lostUpdates misloads readFailures checksumErrors "
                + "staleInstalls swapMapErrors events majorFaults minorFaults refaults swapOuts failedWrites injected elapsedSeconds cpuSeconds suspendedSeconds updatesPerSecond swapinNs phasesNs "
                + "zram sizeClasses recompression bdStat zswap firstLossSeconds",
            Names(strategy)
        );
        Assert.Equal("staleInstall onlyCopyDropped staleWriteback overrun", Names(strategy.GetProperty("events")));
        Assert.Equal("count mean p50 p90 p99 p999 max", Names(strategy.GetProperty("swapinNs")));
        Assert.Equal("wait read install", Names(strategy.GetProperty("phasesNs")));
        Assert.Equal("count mean p50 p90 p99 p999 max", Names(strategy.GetProperty("phasesNs").GetProperty("wait")));
        Assert.Equal(
            "origDataSize comprDataSize memUsedTotal memLimit memUsedMax samePages pagesCompacted hugePages "
                + "hugePagesSince",
            Names(strategy.GetProperty("zram"))
        );
        Assert.Equal(3, strategy.GetProperty("lostUpdates").GetInt64());
        Assert.Equal(JsonValueKind.Number, strategy.GetProperty("firstLossSeconds").ValueKind);
        Assert.EndsWith("Z", run.GetProperty("startedUtc").GetString());
        Assert.Equal(1, run.GetProperty("exitCode").GetInt32());
        Assert.Equal("lost: none (no fix) lost 3 updates", run.GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_device_that_does_not_compress_has_no_zram_columns()
    {
        using var directory = new TestDirectory();
        JsonElement run = Write(directory, RunFixture.Options(FakeRegions.None) with { Device = "brd" });
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategies")[0].GetProperty("zram").ValueKind);
    }

    [Fact]
    public void Without_zswap_its_fields_are_null()
    {
        using var directory = new TestDirectory();
        JsonElement run = Write(directory, RunFixture.Options(FakeRegions.None));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategies")[0].GetProperty("zswap").ValueKind);
        Assert.Equal(JsonValueKind.Null, run.GetProperty("options").GetProperty("zswap").ValueKind);
    }

    [Fact]
    public void Each_round_is_a_line_with_its_pages()
    {
        using var directory = new TestDirectory();
        Write(directory, RunFixture.Options(FakeRegions.None));
        string[] lines = File.ReadAllLines(directory["out/rounds.jsonl"]);
        Assert.Equal(2, lines.Length);
        JsonElement round = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(
            "round sync fix standing startedUtc elapsedSeconds cpuSeconds suspendedSeconds workers waves updates updatesPerSecond lostUpdates misloads "
                + "readFailures staleInstalls swapMapErrors events majorFaults minorFaults refaults swapOuts failedWrites injected waits waitP99Ns swapinNs swapinHistogram pages sums",
            Names(round)
        );
        JsonElement page = round.GetProperty("pages")[0];
        Assert.Equal(
            """{"offset":368640,"expected":5,"got":2,"foretold":3"""
                + ""","causes":{"staleInstall":3,"onlyCopyDropped":0,"staleWriteback":0,"overrun":0}}""",
            page.GetRawText()
        );
        Assert.Equal(5 * PageCount, round.GetProperty("waits").GetInt64());
        Assert.InRange(round.GetProperty("waitP99Ns").GetInt64(), 1_000, 1_008);
        Assert.Equal("count mean p50 p90 p99 p999 max", Names(round.GetProperty("swapinNs")));
        Assert.True(HistogramText.TryDecode(round.GetProperty("swapinHistogram").GetString()!, 1_000, out var swapIns));
        Assert.Equal(5 * PageCount, swapIns.Count);
    }

    [Fact]
    public void Latencies_are_written_for_the_plotters_of_HdrHistogram()
    {
        using var directory = new TestDirectory();
        Write(directory, RunFixture.Options(FakeRegions.None));
        string[] lines = File.ReadAllLines(directory["out/swapin-none.hgrm"]);
        Assert.Equal("       Value     Percentile TotalCount 1/(1-Percentile)", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("#[Max     =     1000.000", StringComparison.Ordinal));
    }

    [Fact]
    public void Recorded_interleavings_are_written_as_they_come_each_once()
    {
        using var directory = new TestDirectory();
        LossWindow window = Windows.SkippedCache();
        var region = new FakeRegion(PageCount, new ForcedLoss(0, 90, 3)) { LossWindows = [window, window] };
        Write(directory, RunFixture.Options(FakeRegions.None), region);
        string[] lines = File.ReadAllLines(directory["out/interleavings.txt"]);
        Assert.Equal(2, lines.Count(line => line == "[none] Round 0"));
        Assert.DoesNotContain(lines, line => line == "[none] Round 1");
        Assert.Equal(2, lines.Count(line => line.Contains("<== loses 3", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_a_race_too_each_interleaving_is_written_once()
    {
        using var directory = new TestDirectory();
        StressOptions options = RaceOf(FakeRegions.Cached) with { Out = directory["out"], Rounds = 5 };
        LossWindow window = Windows.SkippedCache();
        var region = new FakeRegion(PageCount, new ForcedLoss(0, 90, 3)) { LossWindows = [window] };
        var fixture = new RunFixture();
        fixture.Run(options, ("cached (fix off)", region), ("cached (fix on)", new FakeRegion(PageCount)));
        using ResultsRecorder recorder = ResultsRecorder.Open(options, message => Assert.Fail(message));
        fixture.Rounds.ForEach(recorder.Record);
        string[] lines = File.ReadAllLines(directory["out/interleavings.txt"]);
        Assert.Single(lines, line => line == "[cached (fix off)] Round 0");
        Assert.Single(lines, line => line.Contains("<== loses 3", StringComparison.Ordinal));
    }

    [Fact]
    public void No_draft_is_left_behind()
    {
        using var directory = new TestDirectory();
        Write(directory, RunFixture.Options(FakeRegions.None));
        Assert.Equal(
            ["options.json", "rounds.jsonl", "run.json", "swapin-none.hgrm"],
            Directory.EnumerateFiles(directory["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Earlier_results_and_files_are_refused()
    {
        using TestDirectory directory = new TestDirectory().With("old/run.json", "{}").With("file", "");
        Assert.Throws<UsageException>(() => ResultsDirectory.Check(directory["old"]));
        Assert.Throws<UsageException>(() => ResultsDirectory.Check(directory["file"]));
        ResultsDirectory.Check(directory["new"]);
        Assert.False(Path.Exists(directory["new"]));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_the_environments_fault()
    {
        using TestDirectory directory = new TestDirectory().With("file", "");
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = directory["file/below"] };
        Assert.Throws<EnvironmentException>(() => ResultsRecorder.Open(options, _ => { }));
    }

    [Fact]
    public void A_write_that_fails_is_told_and_the_run_goes_on()
    {
        using var directory = new TestDirectory();
        var warnings = new List<string>();
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = directory["out"] };
        using ResultsRecorder recorder = ResultsRecorder.Open(options, warnings.Add);
        Directory.CreateDirectory(directory["out/run.json.swapstress.tmp"]);
        recorder.Complete(new RunResult(options, DateTimeOffset.UtcNow, [], Interrupted: false));
        Assert.StartsWith("cannot write " + directory["out/run.json"], Assert.Single(warnings));
    }

    [Fact]
    public void The_default_directory_tells_when_and_what()
    {
        StressOptions options = RunFixture.Options(FakeRegions.None) with { StrategiesName = "off" };
        var now = new DateTimeOffset(2024, 3, 9, 7, 5, 1, TimeSpan.FromHours(1));
        Assert.Equal(
            "20240309T060501Z-zram-off",
            Path.GetFileName(ResultsDirectory.Default(ResultsDirectory.NameOf(options), now))
        );
    }

    [Fact]
    public void A_race_names_the_directory_and_keeps_its_strategies_apart()
    {
        using var directory = new TestDirectory();
        StressOptions options = RaceOf(FakeRegions.Cached) with { StrategiesName = "both" };
        Assert.Equal("zswap-writeback-both", ResultsDirectory.NameOf(options));
        options = options with { Out = directory["out"] };
        using (ResultsRecorder recorder = ResultsRecorder.Open(options, message => Assert.Fail(message)))
        {
            var fixture = new RunFixture();
            RunResult run = fixture.Run(
                options,
                ("cached (fix off)", new FakeRegion(PageCount, new ForcedLoss(0, 90, 3))),
                ("cached (fix on)", new FakeRegion(PageCount))
            );
            fixture.Rounds.ForEach(recorder.Record);
            recorder.Complete(run);
        }
        JsonElement document = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
        Assert.Equal("zswap-writeback", document.GetProperty("options").GetProperty("race").GetString());
        Assert.Equal("""["cached"]""", Compact(document.GetProperty("options").GetProperty("sync")));
        Assert.Equal(
            ["cached off 3", "cached on 0"],
            document
                .GetProperty("strategies")
                .EnumerateArray()
                .Select(s => $"{s.GetProperty("sync")} {s.GetProperty("fix")} {s.GetProperty("lostUpdates")}")
        );
        Assert.Equal(
            ["off", "on", "off", "on"],
            File.ReadLines(directory["out/rounds.jsonl"])
                .Select(line => JsonElement.Parse(line).GetProperty("fix").GetString())
        );
        Assert.Equal(
            ["swapin-cached-fix-off.hgrm", "swapin-cached-fix-on.hgrm"],
            Directory.EnumerateFiles(directory["out"], "*.hgrm").Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Without_a_race_its_fields_are_null()
    {
        using var directory = new TestDirectory();
        JsonElement run = Write(directory, RunFixture.Options(FakeRegions.None));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("options").GetProperty("race").ValueKind);
        Assert.Equal(JsonValueKind.Null, run.GetProperty("strategies")[0].GetProperty("fix").ValueKind);
    }

    private static StressOptions RaceOf(StrategyInfo strategy)
    {
        StrategyInfo fixedOne = strategy with { Race = new ZswapWriteback(), IsFixed = true };
        return RunFixture.Options(fixedOne with { IsFixed = false, Sound = false }, fixedOne) with
        {
            Race = fixedOne.Race,
        };
    }

    private static string Compact(JsonElement element) => string.Concat(element.GetRawText().Where(c => c > ' '));

    private static JsonElement Write(TestDirectory directory, StressOptions options, FakeRegion? region = null)
    {
        options = options with { Out = directory["out"] };
        using ResultsRecorder recorder = ResultsRecorder.Open(options, message => Assert.Fail(message));
        var fixture = new RunFixture();
        RunResult run = fixture.Run(options, ("none", region ?? new FakeRegion(PageCount, new ForcedLoss(0, 90, 3))));
        fixture.Rounds.ForEach(recorder.Record);
        recorder.Complete(run);
        return JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
    }

    private static string Names(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(property => property.Name));
}
