using System.Diagnostics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>scripts/kernel-lab.sh on a machine whose QEMU, SDK, busybox and cpio are shell scripts.</summary>
internal sealed class KernelLab : IDisposable
{
    /// <summary>Finds the files of the guest's serial ports; standard output is the one with the program's text.</summary>
    private const string Qemu = """
        for word in "$@"; do
            case $word in
                file,id=console,path=*) console=${word#*path=} ;;
                file,id=results,path=*) results=${word#*path=} ;;
            esac
        done
        echo "$@" >"$(dirname "$0")/qemu.arguments"

        """;

    private const string Dotnet = """
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        echo >"$2/swapstress"
        """;

    private readonly TestDirectory _directory = new();

    public KernelLab()
    {
        Tool("dotnet", Dotnet)
            .Tool("busybox", "")
            .Tool("cpio", "cat >/dev/null; cp -r . \"$(dirname \"$0\")/../initramfs\"");
        Directory.CreateDirectory(_directory["tmp"]);
        // The boot sector, a jump, and the mark of the boot protocol.
        _directory.With("bzImage", new string('\0', 514) + "HdrS");
        Guest("");
    }

    public string Kernel => _directory["bzImage"];

    public string Out => _directory["out"];

    /// <summary>Reads a file, such as initramfs/lab/command, out/run.json, tools/qemu.arguments.</summary>
    public string this[string path] => File.ReadAllText(_directory[path]);

    /// <summary>What the guest does, as a shell script: it writes to $console, $results and standard output.</summary>
    public KernelLab Guest(string body) => Tool("qemu-system-x86_64", Qemu + body);

    /// <summary>A command of the machine's, as a shell script.</summary>
    public KernelLab Tool(string name, string body)
    {
        ShellTool.Write(_directory, "tools/" + name, body);
        return this;
    }

    /// <summary>A file in the directory that the script runs in.</summary>
    public KernelLab With(string path, string content)
    {
        _directory.With(path, content);
        return this;
    }

    /// <summary>A file of the kernel's modules; packed with a command such as gzip, if one is given.</summary>
    public async Task ModuleAsync(string path, string content, string? packer = null)
    {
        _directory.With("modules/" + path, content);
        if (packer is null)
            return;
        Assert.SkipUnless(ChildProcess.IsThere(packer), $"skipped: there is no {packer} here.");
        var start = new ProcessStartInfo(packer, [_directory["modules/" + path]]);
        Assert.Equal(0, (await ChildProcess.RunAsync(start, TestContext.Current.CancellationToken)).Code);
    }

    /// <summary>Runs the script with a kernel, a directory for results, and what else is given; nothing temporary stays.</summary>
    public Task<Session> BootAsync(params string[] arguments) => BootAnyhowAsync(["--accel", "tcg", .. arguments]);

    /// <summary>The same, by virtualization if it works.</summary>
    public Task<Session> BootAnyhowAsync(params string[] arguments) =>
        RunAsync(["--kernel", Kernel, "--out", Out, .. arguments]);

    /// <summary>The same, with the modules.</summary>
    public Task<Session> BootWithModulesAsync(params string[] arguments) =>
        BootAsync(["--modules", _directory["modules"], .. arguments]);

    /// <summary>Runs the script with these arguments only; nothing temporary stays.</summary>
    public async Task<Session> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: the kernel lab packs a Linux program.");
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "scripts", "kernel-lab.sh"), arguments)
        {
            WorkingDirectory = _directory.Path,
        };
        start.Environment["PATH"] = $"{_directory["tools"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TMPDIR"] = _directory["tmp"];
        Session session = await ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(_directory["tmp"]));
        return session;
    }

    /// <summary>It failed, with one line on stderr.</summary>
    public static void Failed(Session session, int code, string text)
    {
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("kernel-lab: ", line);
        Assert.Contains(text, line);
        Assert.Equal(code, session.Code);
    }

    public void Dispose() => _directory.Dispose();
}
