namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What kernel-lab.sh makes of a guest: its results, or why there are none.</summary>
public sealed class KernelLabVerdictTests : IDisposable
{
    private const string Boots = "echo 'Linux version 6.7' >\"$console\"\n";

    private readonly KernelLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_guest_s_results_come_back_and_its_code_is_the_lab_s(int code)
    {
        _lab.Guest(Boots + Delivers(code));
        Session session = await _lab.BootAsync("--", "--region", "2M");
        Assert.Contains("zram of 511 slots", session.Output);
        Assert.Contains("\nRound 0 Good!\n", session.Output);
        Assert.Contains($"\nKernel lab: exit code {code} after ", session.Output);
        Assert.Equal("a warning\n", session.Errors);
        Assert.Equal(code, session.Code);
        Assert.Equal("{}\n", _lab["out/run.json"]);
        Assert.Equal("Linux version 6.7\n", _lab["out/console.log"]);
    }

    [Theory]
    [InlineData("results")]
    [InlineData("console")]
    public async Task What_the_kernel_lacks_is_said(string port)
    {
        _lab.Guest(Boots + $"printf 'kernel-lab lacks: swap (CONFIG_SWAP)\\r\\n' >>\"${port}\"");
        KernelLab.Failed(await _lab.BootAsync(), 3, "the kernel lacks swap (CONFIG_SWAP). Console log: " + _lab.Out);
    }

    [Theory]
    [InlineData("", 3, "nothing came over the serial port: the kernel lacks CONFIG_SERIAL_8250_CONSOLE")]
    [InlineData("exit 124", 3, "nothing came over the serial port")]
    [InlineData("echo 'qemu-system-x86_64: no memory' >&2; exit 1", 3, "QEMU: no memory")]
    [InlineData(Boots, 5, "the guest ended without a verdict. Console log: ")]
    [InlineData(Boots + "exit 124", 5, "no verdict after 3m; write a longer --timeout, or fewer rounds. Console log: ")]
    [InlineData(
        Boots + "printf '[ 1.0] Kernel panic - not syncing: Oops\\r\\n' >>\"$console\"",
        5,
        "the guest panicked: Kernel panic - not syncing: Oops. Console log: "
    )]
    [InlineData(
        Boots + "echo 'Kernel panic - not syncing: VFS: Unable to mount root fs on' >>\"$console\"",
        3,
        "the kernel does not start the lab's init: it lacks CONFIG_BLK_DEV_INITRD"
    )]
    [InlineData(
        Boots + "printf 'kernel-lab results\\nH4sI\\nkernel-lab end 0\\n' >\"$results\"",
        5,
        "the results came back damaged. Console log: "
    )]
    public async Task A_guest_without_results_is_explained(string guest, int code, string text)
    {
        _lab.Guest(guest);
        KernelLab.Failed(await _lab.BootAsync(), code, text);
    }

    [Fact]
    public async Task A_guest_that_hangs_is_ended()
    {
        _lab.Guest(Boots + "exec sleep 60");
        KernelLab.Failed(await _lab.BootAsync("--timeout", "1s"), 5, "no verdict after 1s");
    }

    [Fact]
    public async Task Interrupted_it_ends_the_guest()
    {
        // The guest's parent is the time limit, and that one's is the lab.
        _lab.Guest(Boots + "kill -TERM $(sed -n 's/^PPid:.//p' /proc/$PPID/status)\nexec sleep 60");
        Session session = await _lab.BootAsync();
        Assert.Empty(session.Errors);
        Assert.Equal(130, session.Code);
    }

    [Fact]
    public async Task A_program_that_cannot_be_built_is_reported_with_the_build_s_output()
    {
        _lab.Tool("dotnet", "echo 'error CS1002'; exit 1");
        Session session = await _lab.BootAsync();
        Assert.Equal("error CS1002\nkernel-lab: swapstress could not be published.\n", session.Errors);
        Assert.Equal(3, session.Code);
    }

    private static string Delivers(int code) =>
        $$"""
            echo 'Round 0 Good!'
            mkdir guest
            echo {} >guest/run.json
            echo 'a warning' >guest/stderr.txt
            { echo kernel-lab results; tar -cz -C guest . | base64; echo kernel-lab end {{code}}; } >"$results"
            """;
}
