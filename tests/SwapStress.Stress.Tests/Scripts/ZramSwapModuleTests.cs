namespace SwapStress.Stress.Tests.Scripts;

/// <summary>zram-swap.sh loads zram where it is a module, and unloads only what it loaded; on made-up machines.</summary>
public sealed class ZramSwapModuleTests : IDisposable
{
    private const string Modprobe = """
        root=$(dirname "$(dirname "$0")")
        echo "$@" >>"$root/run/modprobe"
        case $1 in
            zram) cp -r "$root"/module/* /sys/ ;;
            -r) rm -r /sys/block/zram0 /sys/class/zram-control /sys/module/zram ;;
        esac
        """;

    private readonly FakeMachine _machine = new FakeMachine().WithSwapTools().WithTool("modprobe", Modprobe);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task What_up_loads_down_unloads()
    {
        IReadOnlyDictionary<string, string> before = WithoutZram();
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "up", "2M"), "511 slots");
        Assert.Equal("lz4\n", _machine["/sys/block/zram0/comp_algorithm"]);
        Assert.Equal("2097152\n", _machine["/sys/block/zram0/disksize"]);
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "down"), "swap off, zram unloaded, as before");
        AssertLoadedAndUnloaded(before);
    }

    [Fact]
    public async Task A_refused_up_unloads_it_again()
    {
        IReadOnlyDictionary<string, string> before = WithoutZram();
        ZramSwapScript.Refused(await _machine.RunAsync("", "up", "zstd"), "has no zstd");
        AssertLoadedAndUnloaded(before);
    }

    [Fact]
    public async Task A_failed_up_unloads_it_again()
    {
        IReadOnlyDictionary<string, string> before = WithoutZram();
        _machine.WithTool("swapon", "echo 'swapon: /dev/zram0: swapon failed: Invalid argument' >&2; exit 255");
        ZramSwapScript.Refused(
            await _machine.RunAsync("", "up", "2M"),
            "swapon /dev/zram0 failed (Invalid argument); everything is as before."
        );
        _machine.WithSwapTools();
        AssertLoadedAndUnloaded(before);
    }

    [Fact]
    public async Task A_module_that_was_there_stays()
    {
        _machine.With("/sys/module/zram/refcnt", "0\n");
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "up", "2M"), "511 slots");
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "down"), "reset, algorithm lzo-rle, as before");
        Assert.Equal("lzo-rle\n", _machine["/sys/block/zram0/comp_algorithm"]);
        Assert.Equal("1\n", _machine["/sys/block/zram0/reset"]);
        Assert.DoesNotContain(_machine.Files().Keys, file => file.EndsWith("/run/modprobe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_another_boot_left_is_forgotten()
    {
        _machine.With("/run/state", "boot=another\nsize=2097152\nalgorithm=lz4\nloaded=yes\n");
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "down"), "that 'up' was before the last boot");
        ZramSwapScript.Succeeded(await _machine.RunAsync("", "down"), "Nothing changed.");
        Assert.Equal("[lzo-rle] lzo lz4 \n", _machine["/sys/block/zram0/comp_algorithm"]);
    }

    private IReadOnlyDictionary<string, string> WithoutZram()
    {
        _machine.Without("/sys/block/zram0").Without("/sys/class/zram-control");
        _machine
            .WithZram("/module/")
            .With("/module/class/zram-control/hot_add", "")
            .With("/module/module/zram/refcnt", "0\n");
        return _machine.Files();
    }

    private void AssertLoadedAndUnloaded(IReadOnlyDictionary<string, string> before)
    {
        Assert.Equal("zram\n-r zram\n", _machine["/run/modprobe"]);
        var now = _machine.Files().Where(file => !file.Key.EndsWith("/run/modprobe", StringComparison.Ordinal));
        Assert.Equal(before, now.ToDictionary(StringComparer.Ordinal));
    }
}
