using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Stress.Tests.Scripts;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>The program on this machine's kernel, which has the fix if it is 6.8 or newer, with swap of its own for a moment.</summary>
[Collection("host swap")]
public sealed class KernelRunTests
{
    private const int Pages = 512;

    [Fact]
    public async Task A_round_swaps_for_real()
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new PagingModel(),
            "--backend",
            "kernel",
            "--region",
            "2M",
            "--threads",
            "64",
            "--rounds",
            "2",
            "--work",
            "fill",
            "--out",
            directory["out"]
        );
        Assert.Equal("", session.Errors);
        Assert.Contains("swap on /dev/zram0 (zram, lz4), 511 free slots for 512 pages\n", session.Output);
        Assert.Contains("64 workers spawned, wait for done...", session.Output);
        JsonElement run = JsonDocument
            .Parse(await File.ReadAllTextAsync(directory["out/run.json"], Cancelled))
            .RootElement;
        JsonElement options = run.GetProperty("options");
        Assert.Equal("kernel", options.GetProperty("backend").GetString());
        Assert.Equal("/dev/zram0", options.GetProperty("device").GetString());
        Assert.Equal("lz4", options.GetProperty("compressor").GetString());
        Assert.Equal((Pages - 1) * 4096, options.GetProperty("swapSizeBytes").GetInt64());
        JsonElement kernel = run.GetProperty("strategies")[0];
        Assert.Equal(2 * 64 * Pages, kernel.GetProperty("updates").GetInt64());
        // The swapper has been over the region before the workers start, so their first pass faults.
        Assert.InRange(kernel.GetProperty("majorFaults").GetInt64(), Pages, long.MaxValue);
        Assert.InRange(kernel.GetProperty("swapOuts").GetInt64(), 1, long.MaxValue);
        Assert.InRange(kernel.GetProperty("swapinNs").GetProperty("count").GetInt64(), Pages / 2, long.MaxValue);
        Assert.Equal(JsonValueKind.Object, kernel.GetProperty("zram").ValueKind);
        // What only a model counts is no zero.
        Assert.All(
            ["refaults", "staleInstalls", "swapMapErrors", "events", "failedWrites", "checksumErrors", "phasesNs"],
            name => Assert.Equal(JsonValueKind.Null, kernel.GetProperty(name).ValueKind)
        );
        Assert.All(["refaults", "stale installs", "waits"], row => Assert.DoesNotContain($"| {row} ", session.Output));
        Assert.Contains("| swap-outs ", session.Output);
        // Verdict and exit code belong together, whatever this kernel is.
        bool hasLost =
            kernel.GetProperty("lostUpdates").GetInt64() > 0 || kernel.GetProperty("misloads").GetInt64() > 0;
        bool hasEvidence = kernel.GetProperty("countedRounds").GetInt32() > 0;
        (int code, string verdict) =
            hasLost ? (ExitCode.DataLost, "lost: kernel lost ")
            : hasEvidence ? (ExitCode.Clean, "clean: kernel lost 0 updates in ")
            : (ExitCode.Inconclusive, "inconclusive: kernel lost 0 updates in 0 rounds that count");
        Assert.Equal(code, session.Code);
        Assert.Contains($"Verdict: {verdict}", session.Output);
    }

    [Fact]
    public async Task Spare_slots_are_pointed_out()
    {
        await using HostSwap swap = await HostSwap.UpAsync("4M");
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new PagingModel(),
            "--backend",
            "kernel",
            "--region",
            "2M",
            "--threads",
            "2",
            "--out",
            directory["out"]
        );
        Assert.Equal("", session.Errors);
        Assert.Contains("1023 free slots for 512 pages (511 to spare:", session.Output);
    }

    [Fact]
    public async Task Sweeps_of_both_are_measured_in_turn()
    {
        await using HostSwap swap = await HostSwap.UpAsync("4M");
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new PagingModel(),
            "swapin",
            "--size",
            "2M",
            "--backend",
            "model,kernel",
            "--sync",
            "none",
            "--repeat",
            "2",
            "--json",
            directory["s.json"]
        );
        Assert.Equal((0, ""), (session.Code, session.Errors));
        JsonElement[] rows =
        [
            .. JsonDocument
                .Parse(await File.ReadAllTextAsync(directory["s.json"], Cancelled))
                .RootElement.GetProperty("rows")
                .EnumerateArray(),
        ];
        Assert.Equal(["kernel", "model"], rows.Select(row => row.GetProperty("backend").GetString()!));
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("sync").ValueKind);
        Assert.Equal(1, rows[0].GetProperty("swapInOverKernel").GetDouble());
        Assert.All(
            rows,
            row =>
            {
                Assert.Equal("lz4", row.GetProperty("compressor").GetString());
                Assert.True(row.GetProperty("swapInNsPerPage").GetProperty("median").GetDouble() > 0);
                // The header's page, too, and slots that are not given back yet.
                Assert.InRange(
                    row.GetProperty("zram").GetProperty("origDataSize").GetInt64(),
                    Pages * 4096,
                    long.MaxValue
                );
            }
        );
    }

    [Fact]
    public async Task Too_little_swap_for_a_sweep_is_refused_with_the_commands()
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        Session session = await Session.RunAsync(new PagingModel(), "swapin", "--size", "2M", "--backend", "kernel");
        Assert.Equal((3, ""), (session.Code, session.Output));
        Assert.Contains("swap has 511 free slots (/dev/zram0), and 512 pages are to be paged out", session.Errors);
        Assert.Contains("scripts/zram-swap.sh up 2560K lz4", session.Errors);
    }

    [Fact]
    public async Task Without_swap_the_commands_are_printed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: the kernel backend is for Linux.");
        Assert.SkipUnless(HostSwap.Swaps.TrimEnd().Split('\n').Length == 1, "skipped: swap is on.");
        Session session = await Session.RunAsync(new PagingModel(), "--backend", "kernel", "--region", "2M");
        Assert.Equal((3, ""), (session.Code, session.Output));
        Assert.Contains("as root: scripts/zram-swap.sh up 2M lz4", session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
