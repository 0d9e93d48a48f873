using System.Diagnostics;
using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Paging.Sync;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>The real program where there is next to nothing of something: pages, slots, threads, pool, processors.</summary>
public sealed class SmallRunTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Theory]
    // One page and the one slot beside the header; alone, and with more threads than pages.
    [InlineData(1, "--region 4K --swap-size 8K --threads 1 --rounds 1")]
    [InlineData(1, "--region 4K --swap-size 8K --threads 64 --rounds 3")]
    [InlineData(1, "--region 4K --threads 4 --rounds 3 --device brd --zswap --zswap-max-pool-percent 1")]
    // Three pages: with fewer slots, and with many more.
    [InlineData(3, "--region 12K --swap-size 8K --threads 16 --rounds 5 --device brd")]
    [InlineData(3, "--region 12K --swap-size 1M --threads 16 --rounds 3 --read-delay 50us")]
    // More threads that write than pages to be written.
    [InlineData(3, "--region 12K --threads 16 --rounds 5 --io-threads 64")]
    // No page fits into the pool's share; a limit below one zspage.
    [InlineData(3, "--region 12K --threads 16 --rounds 5 --zswap --zswap-max-pool-percent 1 --io-threads 2")]
    [InlineData(7, "--region 28K --threads 7 --rounds 3 --mem-limit 4K --compressor zstd")]
    // Passes over a pool that is nearly empty.
    [InlineData(1, "--region 4K --swap-size 8K --threads 4 --rounds 5 --compact-interval 1ms --checksum on")]
    [InlineData(
        3,
        "--region 12K --threads 16 --rounds 5 --recompress zstd:9 --backing-file bd --idle-interval 1ms --io-threads 1"
    )]
    public async Task Every_strategy_runs_and_the_sound_ones_keep_all(int pages, string arguments)
    {
        // Those that skip the swap cache are for devices that who reclaims writes to.
        string[] sync = arguments.Contains("--io-threads")
            ? ["swap-cache", "cached"]
            : [.. SwapInSyncs.All(StressDefaults.Hz).Select(strategy => strategy.Name)];
        string[] small =
        [
            .. arguments.Replace(" bd ", $" {_directory["bd"]} ").Split(' '),
            "--sync",
            string.Join(',', sync),
        ];
        string[] delay = small.Contains("--read-delay") ? [] : ["--read-delay", "0"];
        Session session = await BuiltProgram.RunAsync([.. small, .. delay, "--out", _directory["out"]]);
        // So small a region may show nothing, and then says so.
        Assert.True(session.Code is ExitCode.Clean or ExitCode.Inconclusive, session.Errors);
        Assert.Equal("", session.Errors);
        using var document = JsonDocument.Parse(File.ReadAllText(_directory["out/run.json"]));
        JsonElement run = document.RootElement;
        RunContract.Check(run);
        JsonElement[] strategies = [.. run.GetProperty("strategies").EnumerateArray()];
        Assert.Equal(sync, strategies.Select(strategy => strategy.GetProperty("sync").GetString()));
        foreach (JsonElement strategy in strategies)
        {
            long expected = Number("rounds") * Number("workersCreated") * pages;
            Assert.Equal((true, expected), (expected > 0, Number("updates")));
            if (strategy.GetProperty("sync").GetString() is not ("none" or "swap-count"))
                Assert.Equal((0, 0, 0), (Number("lostUpdates"), Number("misloads"), Number("staleInstalls")));

            long Number(string name) => strategy.GetProperty(name).GetInt64();
        }
    }

    [Fact]
    public async Task One_processor_is_enough()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset"),
            "skipped: there is no taskset (util-linux) here."
        );
        string[] run =
        [
            "--threads",
            "32",
            "--region",
            "64K",
            "--rounds",
            "2",
            "--sync",
            "all",
            "--out",
            _directory["out"],
        ];
        ProcessStartInfo program = BuiltProgram.Start(run);
        var start = new ProcessStartInfo(
            "/usr/bin/taskset",
            ["-c", FirstProcessor(), program.FileName, .. program.ArgumentList]
        );
        Session session = await ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        using var document = JsonDocument.Parse(File.ReadAllText(_directory["out/run.json"]));
        Assert.Equal(1, document.RootElement.GetProperty("host").GetProperty("cores").GetInt32());
    }

    /// <summary>Address space can be had beyond any memory, so what does not fit is refused before it is asked for.</summary>
    [Fact]
    public async Task A_region_beyond_all_memory_is_exit_3_with_the_figure()
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Assert.SkipWhen(available > 200L << 30, "skipped: 100G and its swap device fit into this machine.");
        Session session = await BuiltProgram.RunAsync("--region", "100G", "--fix", "on", "--out", _directory["out"]);
        Assert.Equal(3, session.Code);
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.Matches(@"^swapstress: the run can take [0-9]{6} MiB, and [0-9]+ MiB are available", line);
        Assert.Contains("; write a smaller --region or fewer strategies, or make room: ", line);
        Assert.False(Directory.Exists(_directory["out"]));
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The first processor that this process may run on: a container need not have number 0.</summary>
    private static string FirstProcessor() =>
        File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
            .Split(':')[1]
            .Trim()
            .Split(',', '-')[0];
}
