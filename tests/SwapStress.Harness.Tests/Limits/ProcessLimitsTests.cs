using SwapStress.Harness.Limits;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Limits;

public sealed class ProcessLimitsTests
{
    private const string Enough = """
        Limit                     Soft Limit           Hard Limit           Units
        Max stack size            8388608              unlimited            bytes
        Max open files            1048576              1048576              files
        Max address space         unlimited            unlimited            bytes
        """;

    [Fact]
    public void This_process_has_what_it_needs() => Assert.Null(ProcessLimits.Problem(new HostFiles()));

    [Theory]
    [InlineData(
        "1048576              1048576 ",
        "100 100 ",
        "100 open files are allowed (RLIMIT_NOFILE), and 256 are needed. To raise it: sudo prlimit --pid $$ --nofile=1024"
    )]
    [InlineData("1048576              1048576 ", "100 4096 ", "To raise it: ulimit -n 1024")]
    [InlineData(
        "8388608              unlimited",
        "131072 unlimited",
        "a stack of 128K is allowed (RLIMIT_STACK), and 256K are needed. To raise it: ulimit -s 8192"
    )]
    [InlineData(
        "8388608              unlimited",
        "131072 131072",
        "To raise it: sudo prlimit --pid $$ --stack=8388608"
    )]
    [InlineData(
        "space         unlimited            unlimited",
        "space 2147483648 2147483648",
        "24 MiB are left below RLIMIT_AS (2048 MiB), and 512 are needed. To raise it: sudo prlimit --pid $$ --as=unlimited"
    )]
    public void Too_little_is_told_with_a_command_that_the_hard_limit_allows(string from, string to, string expected)
    {
        using TestDirectory root = new TestDirectory()
            .With("/proc/self/limits", Enough.Replace(from, to, StringComparison.Ordinal))
            .With("/proc/self/status", $"VmSize:\t{2024 << 10} kB\n");
        string? problem = ProcessLimits.Problem(new HostFiles(root.Path));
        Assert.EndsWith(expected, problem);
    }

    [Fact]
    public void A_cgroup_without_room_for_the_runtime_is_told()
    {
        using TestDirectory root = new TestDirectory()
            .With("/proc/self/cgroup", "8:pids:/\n")
            .With("/proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n")
            .With("/sys/fs/cgroup/pids/pids.max", "8\n")
            .With("/sys/fs/cgroup/pids/pids.current", "8\n");
        string? problem = ProcessLimits.Problem(new HostFiles(root.Path));
        Assert.StartsWith("0 more threads are allowed by /sys/fs/cgroup/pids/pids.max (8, 8 in use), ", problem);
        Assert.EndsWith("| sudo tee /sys/fs/cgroup/pids/pids.max", problem);
    }
}
