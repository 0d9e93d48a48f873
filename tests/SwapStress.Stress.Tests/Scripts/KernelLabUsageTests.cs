namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What kernel-lab.sh refuses before it builds or boots anything.</summary>
public sealed class KernelLabUsageTests : IDisposable
{
    private readonly KernelLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("", "which kernel? Write --kernel arch/x86/boot/bzImage, or --kernel /boot/vmlinuz-VERSION.")]
    [InlineData("--kernel", "option '--kernel' needs a value.")]
    [InlineData("--kernel -- --rounds 1", "option '--kernel' needs a value.")]
    [InlineData("--kernel no/such", "--kernel no/such: no such file.")]
    [InlineData("--kernel /", "--kernel /: no such file.")]
    [InlineData("--kernel tools/dotnet", "--kernel tools/dotnet is no bzImage for x86; write the path of")]
    [InlineData("bzImage", "unexpected argument 'bzImage'; write --kernel bzImage for a kernel.")]
    [InlineData("-k bzImage", "unknown option '-k'.")]
    [InlineData("--rounds 3", "unknown option '--rounds'; options of swapstress go after --, as in '-- --rounds'.")]
    [InlineData("--modules no/such", "--modules no/such is no directory; write the path of lib/modules/VERSION.")]
    [InlineData("--cpus 0", "--cpus '0' is no number from 1 to 255.")]
    [InlineData("--cpus 2.5", "--cpus '2.5' is no number")]
    [InlineData("--cpus 256", "--cpus '256' is no number")]
    [InlineData("--memory 1X", "--memory '1X' is no size; write it as 512M or 4G.")]
    [InlineData("--memory=511M", "--memory 511M is too small; the smallest is 512M.")]
    [InlineData("--device disk", "unknown --device 'disk'; write zram or brd.")]
    [InlineData("--timeout 3", "--timeout '3' is no duration; write it as 90s, 3m or 1h.")]
    [InlineData("--timeout 0s", "--timeout '0s' is no duration")]
    [InlineData("--accel hvf", "unknown --accel 'hvf'; write kvm or tcg, or leave it out.")]
    [InlineData("--out=", "--out is empty; name a directory.")]
    public async Task A_usage_error_is_one_line_and_exit_2(string arguments, string text) =>
        Refused(await _lab.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), text);

    [Theory]
    [InlineData("--out x", "--out is the lab's own option; write it before --.")]
    [InlineData("--backend model", "--backend is kernel here; leave it out.")]
    [InlineData("swapin", "the lab runs swapstress' verb 'run' only; leave 'swapin' out.")]
    [InlineData("--content file:a.xml", "file:a.xml is not in the guest; write --content runtime, zero or random.")]
    [InlineData("--content=file:a.xml", "is not in the guest")]
    [InlineData("--region 2Q", "--region '2Q' is no size")]
    [InlineData("run --region=5000", "--region 5000 is no whole number of 4096-byte pages.")]
    [InlineData("--rounds 1 --region 32K", "--region 32K is too small; the smallest swap of a kernel is 40K.")]
    [InlineData("--rounds 1\n", "has a control character in it; leave it out.")]
    public async Task So_is_an_option_for_swapstress_that_the_lab_cannot_do(string arguments, string text) =>
        Refused(await _lab.RunAsync(["--kernel", _lab.Kernel, "--", .. arguments.Split(' ')]), text);

    [Theory]
    [InlineData("tools/dotnet", "--out tools/dotnet is a file; name a directory.")]
    [InlineData("initramfs", "--out initramfs has a run.json already; name another directory.")]
    public async Task A_directory_that_cannot_take_results_is_refused(string directory, string text)
    {
        _lab.With("initramfs/run.json", "{}");
        Refused(await _lab.RunAsync("--kernel", _lab.Kernel, "--out", directory), text);
    }

    [Fact]
    public async Task Help_is_shown()
    {
        Session session = await _lab.RunAsync("--help");
        Assert.StartsWith("Usage: kernel-lab.sh --kernel BZIMAGE", session.Output);
        Assert.Empty(session.Errors);
        Assert.Equal(0, session.Code);
    }

    private static void Refused(Session session, string text)
    {
        KernelLab.Failed(session, 2, text);
        Assert.EndsWith(" See 'kernel-lab.sh --help'.\n", session.Errors);
        Assert.Empty(session.Output);
    }
}
