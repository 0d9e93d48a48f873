using SwapStress.Harness.Limits;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Limits;

public sealed class ThreadLimitsTests
{
    private static readonly ThreadCost Cost = new(4, 100 << 10);

    [Fact]
    public void A_roomy_machine_takes_every_thread()
    {
        using TestDirectory root = Roomy();
        ThreadBudget budget = Weigh(root, 65_536);
        Assert.True(budget.IsEnough);
        Assert.Equal(65_536, budget.Allowed);
    }

    [Fact]
    public void Mappings_cap_on_a_default_machine()
    {
        using TestDirectory root = Roomy().With("/proc/sys/vm/max_map_count", "65530\n");
        ThreadBudget budget = Weigh(root, 65_536);
        // (65,530 - 100 in use - 6,553 of margin) / 4
        Assert.Equal(14_719, budget.Allowed);
        Assert.Contains("limited by vm.max_map_count (65530, 100 in use, 4 for a thread)", budget.Describe());
    }

    [Theory]
    [InlineData("vm.max_map_count", "/proc/sys/vm/max_map_count")]
    [InlineData("kernel.threads-max", "/proc/sys/kernel/threads-max")]
    [InlineData("kernel.pid_max", "/proc/sys/kernel/pid_max")]
    public void The_command_raises_the_limit_far_enough(string key, string path)
    {
        using TestDirectory root = Roomy().With(path, "32768\n");
        ThreadBudget budget = Weigh(root, 65_536);
        Assert.StartsWith(key, Assert.Single(budget.Exceeded).Name);
        string command = budget.Describe().Split("To raise it: ")[1];
        Assert.StartsWith($"sudo sysctl {key}=", command);
        root.With(path, command.Split('=')[1] + "\n");
        Assert.True(Weigh(root, 65_536).IsEnough);
    }

    [Fact]
    public void The_users_process_limit_caps_by_the_threads_of_that_user()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/status", "Name:\tx\nUid:\t1000\t1000\t1000\t1000\nThreads:\t10\n")
            .With("/proc/self/limits", "Limit  Soft Limit  Hard Limit\nMax processes   2064   4096   processes\n")
            .With("/proc/17/status", "Uid:\t1000\t1000\t1000\t1000\nThreads:\t60\n")
            .With("/proc/18/status", "Uid:\t0\t0\t0\t0\nThreads:\t500\n");
        ThreadBudget budget = Weigh(root, 10_000);
        // 2,004 left: 200 for others, 16 for the runtime, 64 for the checkers.
        Assert.Equal(1_724, budget.Allowed);
        Assert.Contains(
            "RLIMIT_NPROC (2064, 60 in use, 280 kept for the checkers, the runtime and others)",
            budget.Describe()
        );
        // The hard limit forbids what ulimit would do.
        Assert.EndsWith("To raise it: sudo prlimit --pid $$ --nproc=12000", budget.Describe());
        Assert.EndsWith("To raise it: ulimit -u 4000", Weigh(root, 3_000).Describe());
    }

    [Fact]
    public void Root_is_exempt_from_the_users_process_limit()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/limits", "Limit  Soft Limit  Hard Limit\nMax processes   10   10   processes\n");
        Assert.True(Weigh(root, 10_000).IsEnough);
    }

    [Fact]
    public void An_ancestor_cgroup_of_version_2_caps()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "0::/user.slice/session-1.scope\n")
            .With("/proc/self/mountinfo", "30 23 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n")
            .With("/sys/fs/cgroup/user.slice/session-1.scope/pids.max", "max\n")
            .With("/sys/fs/cgroup/user.slice/session-1.scope/pids.current", "5\n")
            .With("/sys/fs/cgroup/user.slice/pids.max", "1000\n")
            .With("/sys/fs/cgroup/user.slice/pids.current", "100\n");
        ThreadBudget budget = Weigh(root, 10_000);
        Assert.Equal(900 - 90 - 16 - 64, budget.Allowed);
        Assert.Contains("| sudo tee /sys/fs/cgroup/user.slice/pids.max", budget.Describe());
    }

    [Fact]
    public void A_cgroup_of_version_1_caps_below_the_mount_that_a_container_shows()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "8:pids:/docker/abc\n0::/\n")
            .With("/proc/self/mountinfo", "35 31 0:32 /docker/abc /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n")
            .With("/sys/fs/cgroup/pids/pids.max", "500\n")
            .With("/sys/fs/cgroup/pids/pids.current", "20\n");
        Assert.Equal(480 - 48 - 16 - 64, Weigh(root, 10_000).Allowed);
    }

    /// <summary>A checker for each worker, and what is left for the runtime: no fixed reserve that leaves nothing.</summary>
    [Theory]
    [InlineData(60, 12, 14)]
    [InlineData(40, 12, 5)]
    [InlineData(30, 12, 0)]
    public void A_tight_cgroup_takes_a_few(int max, int used, int workers)
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "8:pids:/\n")
            .With("/proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n")
            .With("/sys/fs/cgroup/pids/pids.max", $"{max}\n")
            .With("/sys/fs/cgroup/pids/pids.current", $"{used}\n");
        ThreadBudget budget = Weigh(root, 10_000);
        Assert.Equal(workers, budget.Allowed);
        Assert.Contains($"({max}, {used} in use, {max - used - workers} kept for", budget.Describe());
    }

    [Fact]
    public void Threads_of_the_regions_count()
    {
        using TestDirectory root = Roomy().With("/proc/sys/kernel/pid_max", "1300\n");
        int without = ThreadBudget.For(10_000, new ThreadLimits(root.Path).Measure(Cost, 0)).Allowed;
        Assert.Equal(
            without - 100,
            ThreadBudget.For(10_000, new ThreadLimits(root.Path).Measure(Cost, 0, otherThreads: 100)).Allowed
        );
    }

    [Fact]
    public void The_address_space_caps_by_what_threads_reserve()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/status", $"Uid:\t0\t0\t0\t0\nVmSize:\t{1 << 20} kB\nVmData:\t1000 kB\n")
            .With("/proc/self/limits", $"Limit  Soft  Hard  Units\nMax address space  {2L << 30}  unlimited  bytes\n");
        ThreadBudget budget = Weigh(root, 10_000);
        // Four fifths of a GiB by 512 KiB.
        Assert.Equal(1_638, budget.Allowed);
        Assert.EndsWith(
            "limited by RLIMIT_AS (2048 MiB) (1024 MiB available). To raise it: ulimit -v unlimited",
            budget.Describe()
        );
        Assert.Contains(
            "1024 MiB are available within RLIMIT_AS (2048 MiB); write a smaller --region or fewer strategies, or make room: ulimit -v unlimited",
            Assert
                .Throws<EnvironmentException>(() =>
                    MemoryCheck.Require(
                        1025L << 20,
                        "the run",
                        "write a smaller --region or fewer strategies",
                        root.Path
                    )
                )
                .Message
        );
    }

    [Fact]
    public void Memory_caps()
    {
        using TestDirectory root = Roomy().With("/proc/meminfo", "MemTotal: 2097152 kB\nMemAvailable: 1024000 kB\n");
        // Four fifths of 1,000 MiB, less 300 MiB for the regions, by 100 KiB.
        Assert.Equal(5_120, Weigh(root, 10_000, 300L << 20).Allowed);
    }

    [Fact]
    public void Memory_of_a_cgroup_caps_and_its_page_cache_does_not_count()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "4:memory:/a\n")
            .With("/proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n")
            .With("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", $"{1000L << 20}\n")
            .With("/sys/fs/cgroup/memory/a/memory.usage_in_bytes", $"{700L << 20}\n")
            .With("/sys/fs/cgroup/memory/a/memory.stat", $"cache 1\ntotal_inactive_file {200L << 20}\n");
        Assert.Equal(4_096, Weigh(root, 10_000).Allowed);
        Assert.Throws<EnvironmentException>(() =>
            MemoryCheck.Require(501L << 20, "the run", "write a smaller --region or fewer strategies", root.Path)
        );
        MemoryCheck.Require(500L << 20, "the run", "write a smaller --region or fewer strategies", root.Path);
    }

    [Fact]
    public void Memory_of_an_ancestor_cgroup_of_version_2_caps()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "0::/user.slice/a.scope\n")
            .With("/proc/self/mountinfo", "30 23 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n")
            .With("/sys/fs/cgroup/user.slice/a.scope/memory.max", "max\n")
            .With("/sys/fs/cgroup/user.slice/memory.max", $"{1000L << 20}\n")
            .With("/sys/fs/cgroup/user.slice/memory.current", $"{700L << 20}\n")
            .With("/sys/fs/cgroup/user.slice/memory.stat", $"anon 1\ninactive_file {200L << 20}\n");
        ThreadBudget budget = Weigh(root, 10_000);
        Assert.Equal(4_096, budget.Allowed);
        Assert.Contains("echo max | sudo tee /sys/fs/cgroup/user.slice/memory.max", budget.Describe());
        MemoryCheck.Require(500L << 20, "the run", "write a smaller --region or fewer strategies", root.Path);
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(() =>
            MemoryCheck.Require(501L << 20, "the run", "write a smaller --region or fewer strategies", root.Path)
        );
        Assert.Contains(
            "can take 501 MiB, and 500 MiB are available within /sys/fs/cgroup/user.slice/memory.max (1000M)",
            refusal.Message
        );
    }

    [Fact]
    public void A_region_larger_than_the_machine_is_refused_with_the_figures()
    {
        using TestDirectory root = Roomy();
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(() =>
            MemoryCheck.Require(200L << 30, "the run", "write a smaller --region or fewer strategies", root.Path)
        );
        Assert.Contains("can take 204800 MiB, and 23437 MiB are available", refusal.Message);
    }

    [Fact]
    public void What_becomes_of_the_rest_stands_before_the_command()
    {
        using TestDirectory root = Roomy().With("/proc/sys/kernel/pid_max", "8000\n");
        Assert.Matches(
            "limited by kernel.pid_max [^;]*; --waves runs the rest in waves. To raise it: sudo sysctl kernel.pid_max=[0-9]+$",
            Weigh(root, 65_536).Describe("--waves runs the rest in waves")
        );
    }

    [Fact]
    public void The_large_number_that_stands_for_no_limit_is_none()
    {
        using TestDirectory root = Roomy()
            .With("/proc/self/cgroup", "4:memory:/\n")
            .With("/proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n")
            .With("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
            .With("/sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");
        Assert.True(Weigh(root, 10_000).IsEnough);
    }

    [Fact]
    public void Every_limit_in_the_way_is_named_with_the_tightest_first()
    {
        using TestDirectory root = Roomy()
            .With("/proc/sys/vm/max_map_count", "65530\n")
            .With("/proc/sys/kernel/pid_max", "8000\n");
        ThreadBudget budget = Weigh(root, 65_536);
        Assert.Equal(2, budget.Exceeded.Count);
        Assert.Contains("limited by kernel.pid_max", budget.Describe());
        Assert.Matches("kernel.pid_max=[0-9]+ && sudo sysctl vm.max_map_count=[0-9]+$", budget.Describe());
    }

    [Fact]
    public void A_system_without_these_files_has_no_such_limits()
    {
        using var root = new TestDirectory();
        Assert.DoesNotContain(
            new ThreadLimits(root.Path).Measure(Cost, 0),
            limit => limit.Name.StartsWith("vm", StringComparison.Ordinal) || limit.Name.Contains("pid")
        );
    }

    private static ThreadBudget Weigh(TestDirectory root, int requested, long reservedBytes = 0) =>
        ThreadBudget.For(requested, new ThreadLimits(root.Path).Measure(Cost, reservedBytes));

    private static TestDirectory Roomy() =>
        new TestDirectory()
            .With("/proc/self/maps", string.Concat(Enumerable.Repeat("00400000-00401000 r--p\n", 100)))
            .With("/proc/sys/vm/max_map_count", "1048576\n")
            .With("/proc/sys/kernel/threads-max", "200000\n")
            .With("/proc/sys/kernel/pid_max", "4194304\n")
            .With("/proc/loadavg", "0.00 0.01 0.05 1/300 12345\n")
            .With("/proc/self/status", "Uid:\t0\t0\t0\t0\nThreads:\t10\n")
            .With("/proc/meminfo", "MemTotal: 25165824 kB\nMemAvailable: 24000000 kB\n");
}
