using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Paging;
using SwapStress.Paging.Swap;
using SwapStress.Store;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task A_comparison_tells_the_loss_and_the_fix()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunSmallAsync(new FakeModel(lostByNone: 3), directory);
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        string[] lines = session.Output.Split('\n');
        Assert.Equal(
            "zram, lz4 (fake), read delay 1ms (sleep) after each read (the reproducer's patched brd: 1ms, spin); "
                + "--read-delay 0 for none",
            lines[0]
        );
        Assert.Equal(
            [
                "Spawning 6 workers...",
                "[none] Populating 1MB of memory region...",
                "[none] Keep swapping out...",
                "[none] Starting round 0...",
                "[none] 6 workers spawned, wait for done...",
                "[none] Round 0: Error on 0x5a000, expected 6, got 3, 3 data loss!",
                "[none] Round 0 Failed, 3 data loss, 0 misload, explained by 3 stale installs on these pages!",
                "[prepare-tick] Populating 1MB of memory region...",
            ],
            lines[2..10]
        );
        Assert.Contains("[prepare-tick] Round 1 Good!", lines);
        Assert.Contains(
            "Verdict: fixed: none (no fix) lost 3 updates, prepare-tick lost 0 updates in 2 rounds that count",
            lines
        );
        Assert.Contains(
            "none (no fix): 1 of 2 rounds that count lost data, a chance of 50 % a round (95 % confidence: 9.45 % to 90.55 %).",
            lines
        );
        Assert.DoesNotContain(session.Output, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task Waves_are_told_and_never_more_workers_than_there_are_at_once()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunSmallAsync(
            new FakeModel(),
            directory,
            [.. "--waves --fail-thread-start 30 --seed 6 --fix on".Split(' ')]
        );
        Assert.Equal(0, session.Code);
        Assert.Matches(
            "^swapstress: the system refused a thread after [1-5]: injected by --fail-thread-start 30 \\(seed 6\\). "
                + "The rest runs in waves.\n$",
            session.Errors
        );
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"]));
        RunContract.Check(run.RootElement);
        JsonElement strategy = run.RootElement.GetProperty("strategies")[0];
        int threads = strategy.GetProperty("workersCreated").GetInt32();
        int waves = strategy.GetProperty("waves").GetInt32();
        Assert.Equal((6 + threads - 1) / threads, waves);
        Assert.Contains($"\n{threads} workers spawned, wait for done... (wave 1 of {waves})\n", session.Output);
        Assert.Contains($"(wave {waves} of {waves})\nRound 0 Good!", session.Output);
        Assert.Equal(2 * 6 * 256, strategy.GetProperty("updates").GetInt64());
    }

    [Theory]
    [InlineData("", true, "; flight recorder on")]
    [InlineData("--read-delay 50us", true, "; flight recorder on")]
    [InlineData("--read-delay 0", false, "; flight recorder off, it slows swap-ins that have no delay")]
    [InlineData("--read-delay 0 --flight-recorder on", true, "; flight recorder on")]
    [InlineData("--race unstable-write", true, "; flight recorder on")]
    [InlineData("--race unstable-write --flight-recorder off", false, "; flight recorder off")]
    [InlineData("--flight-recorder off", false, "; flight recorder off\n")]
    public async Task The_flight_recorder_is_on_where_a_delay_hides_its_cost(string options, bool isOn, string text)
    {
        using var directory = new TestDirectory();
        var model = new FakeModel();
        Session session = await Session.RunSmallAsync(
            model,
            directory,
            options.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Equal(isOn, model.Options!.FlightRecorder);
        Assert.Contains(text, session.Output);
    }

    [Theory]
    [InlineData(3, 0, "--fix off", 1)]
    [InlineData(3, 0, "--fix on", 0)]
    [InlineData(0, 2, "--fix on", 1)]
    [InlineData(3, 2, "--fix both", 1)]
    [InlineData(0, 0, "--fix both", 4)]
    [InlineData(0, 0, "--fix off", 4)]
    [InlineData(0, 0, "--self-check", 4)]
    [InlineData(3, 0, "--self-check", 0)]
    [InlineData(3, 0, "--sync none,cached", 0)]
    public async Task The_exit_code_is_the_verdicts(int lostByNone, int lostByFix, string options, int code)
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunSmallAsync(
            new FakeModel(lostByNone, lostByFix),
            directory,
            options.Split(' ')
        );
        Assert.Equal(code, session.Code);
        using JsonDocument run = JsonDocument.Parse(await File.ReadAllTextAsync(directory["out/run.json"], Token));
        Assert.Equal(code, run.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_told_with_what_explains_it()
    {
        using var directory = new TestDirectory();
        var model = new FakeModel
        {
            BeforeAdd = page =>
            {
                if (page == 5)
                    throw new PageReadException(page, slot: 17);
            },
            Causes = page => page == 5 ? new(0, 0, 0, 2) : default,
        };
        Session session = await Session.RunSmallAsync(model, directory, "--fix", "on");
        Assert.Equal(1, session.Code);
        string[] lines = session.Output.Split('\n');
        Assert.Contains("Round 0: Bus error on 0x5000: slot 17 cannot be read!", lines);
        Assert.Contains(
            "Round 0 Failed, 0 data loss, 0 misload, 1 bus error, explained by 2 overruns on these pages!",
            lines
        );
        Assert.Contains("Verdict: unsound: prepare-tick lost 0 updates and could not read 2 pages", lines);
        Assert.Contains(lines, line => line.StartsWith("| read failures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_loss_without_an_event_is_told_as_a_contradiction()
    {
        using var directory = new TestDirectory();
        var model = new FakeModel(lostByNone: 3) { Causes = _ => default };
        Session session = await Session.RunSmallAsync(model, directory);
        Assert.Equal(1, session.Code);
        string[] lines = session.Output.Split('\n');
        Assert.Contains(
            "[none] Round 0: Error on 0x5a000, expected 6, got 3, 3 data loss! The oracle recorded no event that "
                + "explains it.",
            lines
        );
        Assert.Contains("[none] Round 0 Failed, 3 data loss, 0 misload, 1 contradictions!", lines);
        Assert.Contains(lines, line => line.StartsWith("Verdict: defect of this program", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finding_with_events_of_several_kinds_names_them()
    {
        using var directory = new TestDirectory();
        var model = new FakeModel(lostByNone: 3) { Causes = page => page == 90 ? new(1, 2, 0, 0) : default };
        Session session = await Session.RunSmallAsync(model, directory, "--fix", "off");
        Assert.Contains(
            "3 data loss! Events of several kinds: 1 stale install and 2 dropped only copies.",
            session.Output
        );
        Assert.Contains("explained by 1 stale install and 2 dropped only copies on these pages!", session.Output);
    }

    [Fact]
    public async Task One_strategy_needs_no_prefix_and_a_clean_control_says_how_many_rounds_more()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunSmallAsync(new FakeModel(), directory, "--fix", "off");
        Assert.Contains("\nRound 1 Good!\n", session.Output);
        Assert.Contains(
            "none (no fix): 0 of 2 rounds that count lost data: its chance is at most 77.64 % a round (95 % confidence), so to see "
                + "a loss with a probability of 99 % takes 4 more rounds at the least",
            session.Output
        );
    }

    [Fact]
    public async Task An_unexpected_error_is_one_line_and_exit_70()
    {
        using var directory = new TestDirectory();
        var model = new FakeModel { BeforeAdd = _ => throw new InvalidOperationException("one\ntwo") };
        Session session = await Session.RunSmallAsync(model, directory);
        Assert.Equal(70, session.Code);
        Assert.Equal("swapstress: internal error: InvalidOperationException: one two\n", session.Errors);
    }

    [Fact]
    public async Task A_refused_run_creates_nothing()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunSmallAsync(
            new FakeModel(),
            directory,
            "--strict",
            "--threads=2000000000",
            "--no-progress"
        );
        Assert.Equal(2, session.Code);
        session = await Session.RunAsync(
            new FakeModel(),
            "--strict",
            "--threads",
            "2000000000",
            "--out",
            directory["out"]
        );
        Assert.Equal(3, session.Code);
        Assert.StartsWith("swapstress: --strict: 2000000000 threads requested, ", session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.False(Path.Exists(directory["out"]));
    }

    [Fact]
    public async Task A_region_beyond_memory_is_the_environments_fault()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(new FakeModel(), "--region", "4T", "--out", directory["out"]);
        Assert.Equal(3, session.Code);
        Assert.Contains("write a smaller --region", session.Errors);
        Assert.False(Path.Exists(directory["out"]));
    }

    [Theory]
    [InlineData("--help", "--swap-size <SIZE>")]
    [InlineData("run --help", "--swap-size <SIZE>")]
    [InlineData("codecs", "native (fake 1.0): [lz4] zstd")]
    public async Task Information_goes_to_stdout(string arguments, string text)
    {
        Session session = await Session.RunAsync(new FakeModel(), arguments.Split(' '));
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        Assert.Contains(text, session.Output);
    }

    [Fact]
    public async Task Every_option_arrives()
    {
        using TestDirectory directory = new TestDirectory().With("f", "abc");
        var model = new FakeModel();
        string arguments =
            "run --rounds 1 --threads 2 --region 1M --swap-size 512K --sync cached --device zram --compressor zstd:3 "
            + "--codec-provider managed --read-delay 50us --delay-kind spin --step-delay 1ns --hz 1000 "
            + "--zswap --zswap-max-pool-percent 35 --zswap-exclusive-fix off --zswap-writeback-fix on --zswap-writeback-delay 2ms "
            + "--io-threads 3 --slot-scan global --stable-writes off --fail-pool-alloc 12.5 --compact-interval 20ms --work fill "
            + $"--content file:{directory["f"]} --duration 1h --seed 7 --flight-recorder off --strict --out {directory["out"]} --no-progress";
        Session session = await Session.RunAsync(model, arguments.Split(' '));
        Assert.Equal(0, session.Code);
        StressOptions options = model.Options!;
        Assert.Equal(
            (1, 2, 1L << 20, 512L << 10, "zram", "zstd:3", "managed"),
            (
                options.Rounds,
                options.Threads,
                options.RegionBytes,
                options.SwapBytes,
                options.Device,
                options.Compressor,
                options.CodecProvider
            )
        );
        Assert.Equal(new ReadDelay(50_000, DelayKind.Spin), options.ReadDelay);
        Assert.Equal(
            (1L, 1000, 3_600_000_000_000L, 7ul, true, false),
            (options.StepDelayNs, options.Hz, options.DurationNs, options.Seed, options.Strict, options.FlightRecorder)
        );
        Assert.Equal(["cached"], options.Strategies.Select(strategy => strategy.Name));
        Assert.Equal(
            new ZswapSettings
            {
                MaxPoolPercent = 35,
                ExclusiveFix = false,
                WritebackFix = true,
                WritebackDelay = new ReadDelay(2_000_000, DelayKind.Spin),
            },
            options.Zswap
        );
        Assert.Equal(
            (3, false, 12.5, WorkKind.Fill),
            (options.IoThreads, options.StableWrites, options.FailPoolAllocPercent, options.Work)
        );
        Assert.Equal(SlotScan.Global, options.SlotScan);
        Assert.Equal(20_000_000, options.CompactIntervalNs);
        Assert.Null(options.Race);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
