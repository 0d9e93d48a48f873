using System.Diagnostics;
using SwapStress.Stress.Tests.Scripts;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

/// <summary>
/// What zram-swap.sh sees of a machine, as files, in a mount namespace in which the user is root: its refusals can be
/// tried where there is no root, no zram, or a swap that must stay. The attributes are plain files: they take every
/// value, and setting one changes no other.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    /// <summary>/proc/swaps without any swap.</summary>
    public const string SwapHeader = "Filename\tType\tSize\tUsed\tPriority\n";

    private const string Enter = """
        set -e
        root=$1 prepare=$2 script=$3
        shift 3
        mount --bind /dev/null "$root/dev/null"
        mount --rbind "$root/dev" /dev
        for path in sys/block sys/class sys/module proc/swaps proc/meminfo; do mount --bind "$root/$path" "/$path"; done
        export PATH=$root/bin:$PATH ZRAM_SWAP_STATE=$root/run/state
        eval "$prepare"
        exec "$script" "$@"
        """;

    private readonly TestDirectory _root = new();

    /// <summary>A machine with 1 GiB and an idle zram0.</summary>
    public FakeMachine()
    {
        With("/dev/null", "")
            .With("/dev/zram0", "")
            .With("/proc/swaps", SwapHeader)
            .With("/proc/meminfo", "MemTotal: 1048576 kB\nMemAvailable: 524288 kB\n")
            .With("/sys/class/zram-control/hot_add", "")
            .WithZram("/sys/");
        foreach (string directory in (string[])["bin", "mnt", "run", "sys/module"])
            Directory.CreateDirectory(_root[directory]);
    }

    public string this[string path] => File.ReadAllText(_root[path.TrimStart('/')]);

    public FakeMachine With(string path, string content)
    {
        _root.With(path, content);
        return this;
    }

    /// <summary>The attributes of an idle zram0 below a directory.</summary>
    public FakeMachine WithZram(string directory) =>
        With(directory + "block/zram0/disksize", "0\n")
            .With(directory + "block/zram0/comp_algorithm", "[lzo-rle] lzo lz4 \n")
            .With(directory + "block/zram0/mm_stat", "       0        0        0        0        0        0\n")
            .With(directory + "block/zram0/reset", "");

    public FakeMachine Without(string path)
    {
        Directory.Delete(_root[path.TrimStart('/')], recursive: true);
        return this;
    }

    /// <summary>A command that runs instead of the machine's.</summary>
    public FakeMachine WithTool(string name, string body)
    {
        ShellTool.Write(_root, $"bin/{name}", body);
        return this;
    }

    /// <summary>mkswap, swapon and swapoff that change /proc/swaps and nothing else.</summary>
    public FakeMachine WithSwapTools() =>
        WithTool("mkswap", "exit 0")
            .WithTool("swapon", "echo \"$1  partition  2044  0  -2\" >>/proc/swaps")
            .WithTool("swapoff", $"printf '{SwapHeader}' >/proc/swaps");

    /// <summary>Every file with its content.</summary>
    public IReadOnlyDictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Runs zram-swap.sh on it, after a line of shell.</summary>
    public async Task<Session> RunAsync(string prepare, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: zram is a device of Linux.");
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        string[] unshare = ["--map-root-user", "--mount", "sh"];
        string[] probe = [.. unshare, "-c", "mount --bind /proc/version /proc/swaps"];
        Session possible = await ChildProcess.RunAsync(new ProcessStartInfo("unshare", probe), cancelled);
        Assert.SkipUnless(possible.Code == 0, $"skipped: no mount namespace here: {possible.Errors.TrimEnd()}");
        string[] enter = [.. unshare, "-c", Enter, "sh", _root.Path, prepare, ZramSwapScript.Path, .. arguments];
        return await ChildProcess.RunAsync(new ProcessStartInfo("unshare", enter), cancelled);
    }

    public void Dispose() => _root.Dispose();
}
