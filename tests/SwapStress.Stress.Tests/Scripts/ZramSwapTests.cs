using System.Diagnostics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>zram-swap.sh with the kernel's own zram.</summary>
[Collection("host swap")]
public sealed class ZramSwapTests : IDisposable
{
    private readonly TestDirectory _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Up_and_down_leave_the_machine_as_it_was()
    {
        await using HostSwap swap = HostSwap.Claim();
        ZramSwapScript.Succeeded(await ZramSwapScript.RunAsync(null, "up", "2M"), "/dev/zram0: 2M, lz4, 511 slots");
        Assert.Matches(@"\n/dev/zram0\s+partition\s+2044\s", HostSwap.Swaps);
        Assert.Contains("[lz4]", await File.ReadAllTextAsync(HostSwap.Sys + "comp_algorithm", Cancelled));
        ZramSwapScript.Succeeded(await ZramSwapScript.RunAsync(null, "down"), "as before");
        swap.AssertAsBefore();
        ZramSwapScript.Succeeded(await ZramSwapScript.RunAsync(null, "down"), "Nothing changed.");
    }

    [Fact]
    public async Task A_second_up_is_refused_and_the_first_stays()
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        string on = HostSwap.Describe();
        ZramSwapScript.Refused(await ZramSwapScript.RunAsync(null, "up", "4M"), "'up' was here already; ");
        Assert.Equal(on, HostSwap.Describe());
    }

    [Fact]
    public async Task A_device_that_somebody_has_open_is_refused()
    {
        await using HostSwap swap = HostSwap.Claim();
        await using (new FileStream("/dev/zram0", FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            ZramSwapScript.Refused(
                await ZramSwapScript.RunAsync(null, "up", "2M"),
                $"/dev/zram0 is open in process {Environment.ProcessId}; end that first."
            );
        swap.AssertAsBefore();
    }

    [Theory]
    [InlineData("mkswap")]
    [InlineData("swapon")]
    public async Task A_failure_half_way_is_undone(string tool)
    {
        await using HostSwap swap = HostSwap.Claim();
        ZramSwapScript.Refused(
            await ZramSwapScript.RunAsync(With(tool, "echo cannot >&2; exit 1"), "up", "2M"),
            $"{tool} /dev/zram0 failed (cannot); everything is as before."
        );
        swap.AssertAsBefore();
    }

    [Fact]
    public async Task A_signal_half_way_undoes_it()
    {
        await using HostSwap swap = HostSwap.Claim();
        Session session = await ZramSwapScript.RunAsync(With("mkswap", Kill("TERM")), "up", "2M");
        Assert.Equal(143, session.Code);
        swap.AssertAsBefore();
    }

    [Fact]
    public async Task Down_finishes_an_up_that_was_killed_half_way()
    {
        await using HostSwap swap = HostSwap.Claim();
        Session session = await ZramSwapScript.RunAsync(With("mkswap", Kill("KILL")), "up", "2M");
        Assert.Equal(137, session.Code);
        Assert.Equal("2097152\n", await File.ReadAllTextAsync(HostSwap.Sys + "disksize", Cancelled));
        ZramSwapScript.Succeeded(await ZramSwapScript.RunAsync(null, "down"), "as before");
        swap.AssertAsBefore();
    }

    [Fact]
    public async Task Where_swapoff_fails_everything_stays_on()
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        string on = HostSwap.Describe();
        string tools = With(
            "swapoff",
            "echo 'swapoff: /dev/zram0: swapoff failed: Cannot allocate memory' >&2; exit 4"
        );
        ZramSwapScript.Refused(
            await ZramSwapScript.RunAsync(tools, "down"),
            "swapoff /dev/zram0 failed (Cannot allocate memory); the swap is still on and holds "
        );
        Assert.Equal(on, HostSwap.Describe());
    }

    [Theory]
    [InlineData("swapoff /dev/zram0")]
    [InlineData("swapoff /dev/zram0 && echo 1 > /sys/block/zram0/reset")]
    public async Task Down_works_after_somebody_took_down_a_part(string command)
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        await ShellAsync(command);
        ZramSwapScript.Succeeded(await ZramSwapScript.RunAsync(null, "down"), "as before");
        swap.AssertAsBefore();
    }

    [Fact]
    public async Task Down_leaves_alone_what_somebody_set_up_anew()
    {
        await using HostSwap swap = await HostSwap.UpAsync("2M");
        await ShellAsync("swapoff /dev/zram0 && cd /sys/block/zram0 && echo 1 > reset && echo 4M > disksize");
        try
        {
            ZramSwapScript.Refused(
                await ZramSwapScript.RunAsync(null, "down"),
                "somebody set up /dev/zram0 anew (disksize 4194304); left alone."
            );
            Assert.Equal("4194304\n", await File.ReadAllTextAsync(HostSwap.Sys + "disksize", Cancelled));
        }
        finally
        {
            await ShellAsync("echo 1 > /sys/block/zram0/reset");
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task ShellAsync(string command) =>
        ZramSwapScript.Succeeded(
            await ChildProcess.RunAsync(new ProcessStartInfo("sh", ["-c", command]), CancellationToken.None),
            ""
        );

    /// <summary>Signals the script from a command that it runs, perhaps in a subshell.</summary>
    private static string Kill(string signal) =>
        $$"""
            pid=$PPID
            while parent=$(sed -n 's/^PPid:.//p' /proc/$pid/status) && grep -q zram-swap.sh /proc/$parent/cmdline; do
                pid=$parent
            done
            kill -{{signal}} $pid
            """;

    /// <summary>A directory for PATH in which one command is another.</summary>
    private string With(string tool, string body)
    {
        ShellTool.Write(_tools, tool, body);
        return _tools.Path;
    }
}
