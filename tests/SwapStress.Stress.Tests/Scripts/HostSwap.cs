namespace SwapStress.Stress.Tests.Scripts;

/// <summary>
/// The machine's own swap, for a test of the collection "host swap". When the test is over, whether or not it passed, the
/// swap is taken down and must be as it was. A test process that is killed leaves the swap on; `zram-swap.sh down` then
/// takes it down, as the state file is the usual one.
/// </summary>
internal sealed class HostSwap : IAsyncDisposable
{
    public const string StateFile = "/run/swapstress-zram-swap";
    public const string Sys = "/sys/block/zram0/";

    private readonly string _before = Describe();

    private HostSwap() { }

    public static string Swaps => File.ReadAllText("/proc/swaps");

    /// <summary>Swap areas, size and algorithm of zram0, and whether an `up` is remembered.</summary>
    public static string Describe() =>
        string.Concat(
            Swaps,
            File.ReadAllText(Sys + "disksize"),
            File.ReadAllText(Sys + "comp_algorithm"),
            File.Exists(StateFile) ? "up" : "down"
        );

    /// <summary>Skips the test where the machine's swap cannot be had.</summary>
    public static HostSwap Claim()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: zram is a device of Linux.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "skipped: setting up swap needs root.");
        Assert.SkipUnless(File.Exists("/dev/zram0"), "skipped: no /dev/zram0 (modprobe zram).");
        Assert.SkipUnless(Swaps.TrimEnd().Split('\n').Length == 1, "skipped: other swap is on.");
        Assert.SkipWhen(File.Exists(StateFile), "skipped: a 'zram-swap.sh up' is remembered.");
        Assert.SkipUnless(File.ReadAllText(Sys + "disksize") == "0\n", "skipped: /dev/zram0 is in use.");
        return new HostSwap();
    }

    /// <summary>A zram swap of that size, on.</summary>
    public static async Task<HostSwap> UpAsync(string size, string algorithm = "lz4")
    {
        HostSwap swap = Claim();
        Session session = await ZramSwapScript.RunAsync(null, "up", size, algorithm);
        if (session.Code != 0)
            await swap.DisposeAsync();
        ZramSwapScript.Succeeded(session, " slots");
        return swap;
    }

    public void AssertAsBefore() => Assert.Equal(_before, Describe());

    public async ValueTask DisposeAsync()
    {
        Session session = await ZramSwapScript.RunAsync(null, "down");
        Assert.Empty(session.Errors);
        AssertAsBefore();
    }
}
