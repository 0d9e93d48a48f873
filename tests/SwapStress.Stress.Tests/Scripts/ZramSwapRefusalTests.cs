using System.Diagnostics;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What zram-swap.sh refuses, and that it then changes nothing; on made-up machines.</summary>
public sealed class ZramSwapRefusalTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Other_swap_is_named()
    {
        _machine.With(
            "/proc/swaps",
            FakeMachine.SwapHeader + "/swap.img    file\t2097148\t0\t-2\n/dev/sda2\tpartition\t9\t0\t-3\n"
        );
        await RefusesAsync(
            "swap is on already (/swap.img /dev/sda2), and pages would go there too; turn it off first: swapoff /swap.img /dev/sda2"
        );
    }

    [Fact]
    public async Task A_device_that_is_set_up_is_left_alone()
    {
        _machine.With("/sys/block/zram0/disksize", "4194304\n");
        await RefusesAsync(
            "/dev/zram0 is set up already, and may hold data (disksize 4194304); if nobody needs it: echo 1 > "
        );
    }

    [Theory]
    [InlineData("mm_stat", "       0        0        0  1048576        0\n", "has a mem_limit already")]
    [InlineData("backing_dev", "/dev/sdb\n", "has the backing device /dev/sdb already")]
    [InlineData("recomp_algorithm", "#1: lzo [zstd]\n", "has a recomp_algorithm already")]
    public async Task A_device_that_somebody_is_setting_up_is_left_alone(string attribute, string value, string text)
    {
        _machine.With($"/sys/block/zram0/{attribute}", value);
        await RefusesAsync(text);
    }

    [Fact]
    public async Task A_mounted_device_is_left_alone() =>
        await RefusesAsync(
            "/dev/zram0 is mounted on /run; umount it, then ",
            "mount -t tmpfs -o size=64K /dev/zram0 /run"
        );

    [Fact]
    public async Task An_open_device_is_left_alone() =>
        await RefusesAsync("/dev/zram0 is open in process ", "exec 5</dev/zram0");

    [Fact]
    public async Task An_algorithm_that_the_kernel_lacks_is_refused_with_those_it_has() =>
        await RefusesAsync("has no zstd, only lzo-rle lzo lz4; choose one of these.", "", "zstd");

    [Theory]
    [InlineData("2049M")]
    [InlineData("1T")]
    public async Task More_than_twice_the_memory_is_refused(string size) =>
        await RefusesAsync("is more than twice the memory; write at most 2048M.", "", size);

    [Fact]
    public async Task No_zram_is_said()
    {
        _machine.Without("/sys/block/zram0").Without("/sys/class/zram-control");
        _machine.WithTool("modprobe", "echo 'modprobe: FATAL: Module zram not found' >&2; exit 1");
        await RefusesAsync("no zram here: modprobe zram failed (Module zram not found); install the module");
    }

    [Fact]
    public async Task Zram_without_a_device_is_said()
    {
        _machine.Without("/sys/block/zram0");
        await RefusesAsync("zram is there, but no /dev/zram0; make one: cat /sys/class/zram-control/hot_add");
    }

    [Fact]
    public async Task A_state_file_that_cannot_be_written_is_refused()
    {
        _machine.Without("/run");
        await RefusesAsync("cannot write ");
    }

    [Fact]
    public async Task A_second_up_is_refused()
    {
        _machine.WithSwapTools();
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "up", "2M"), "/dev/zram0: 2M, lz4, 511 slots");
        await RefusesAsync("'up' was here already; '");
    }

    [Fact]
    public async Task Who_is_not_root_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: zram is a device of Linux.");
        // A user namespace without any mapping: nobody.
        var start = new ProcessStartInfo("unshare", ["--user", ZramSwapScript.Path, "up"]);
        Session session = await ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
        Assert.SkipWhen(session.Errors.StartsWith("unshare:", StringComparison.Ordinal), $"skipped: {session.Errors}");
        ZramSwapScript.Refused(session, "setting up swap needs root; write sudo ");
    }

    private async Task RefusesAsync(string text, string prepare = "", params string[] more)
    {
        IReadOnlyDictionary<string, string> before = _machine.Files();
        ZramSwapScript.Refused(await _machine.RunAsync(prepare, ["up", .. more]), text);
        Assert.Equal(before, _machine.Files());
    }
}
