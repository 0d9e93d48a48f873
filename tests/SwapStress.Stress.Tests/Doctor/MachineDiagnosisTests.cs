using SwapStress.Harness.Limits;
using SwapStress.Stress.Doctor;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Doctor;

/// <summary>What is said of machines that are made of files, a message each.</summary>
public sealed class MachineDiagnosisTests : IDisposable
{
    private const long NeededBytes = 100L << 20;

    private readonly TestDirectory _root = new();

    [Theory]
    [InlineData("6.18.44-fc", FindingLevel.Ok, "6.18.44-fc: has the fix (6.8)")]
    [InlineData("6.8.0", FindingLevel.Ok, "has the fix (6.8)")]
    [InlineData("6.7.12-amd64", FindingLevel.Note, "older than the fix (6.8), --backend kernel can lose data")]
    [InlineData("5.15.0-91-generic", FindingLevel.Note, "older than the fix")]
    [InlineData("4.15.0", FindingLevel.Note, "older than the fix")]
    [InlineData("4.14.336", FindingLevel.Ok, "older than the race (4.15)")]
    [InlineData("7.0-rc1", FindingLevel.Ok, "has the fix")]
    [InlineData("custom", FindingLevel.Note, "custom: not known whether")]
    public void The_kernel_says_whether_it_has_the_race(string release, FindingLevel level, string text)
    {
        With("/proc/sys/kernel/osrelease", release + "\n");
        Expect(KernelExamination.Examine(Host()), level, text, remedy: null);
    }

    [Theory]
    [InlineData("Uid:\t0\t0\n", null, "; root")]
    [InlineData(
        "Uid:\t1000\t1000\n",
        "/.dockerenv",
        "; not root; the kernel backend's swap needs root to be set up; in a container (docker)"
    )]
    [InlineData("Uid:\t0\t0\n", "/run/.containerenv", "; in a container (podman)")]
    [InlineData("", null, "; user not known")]
    public void The_system_says_who_runs_it_and_in_what(string status, string? mark, string text)
    {
        With("/proc/self/status", status).With("/etc/os-release", "PRETTY_NAME=\"Test Linux 1\"\n");
        if (mark is not null)
            With(mark, "");
        Finding finding = SystemExamination.Examine(Host());
        Expect(finding, FindingLevel.Ok, text, remedy: null);
        Assert.StartsWith("Test Linux 1, .NET ", finding.Text);
        Assert.Equal(mark is not null, finding.Text.Contains("container", StringComparison.Ordinal));
    }

    [Fact]
    public void Processors_are_counted()
    {
        With("/proc/cpuinfo", Cpus(4));
        Finding finding = ProcessorExamination.Examine(Host(processors: 4));
        Assert.Equal(Finding.Ok("cores", "4 processors, Test 9000"), finding);
    }

    [Fact]
    public void One_processor_makes_races_rarer()
    {
        With("/proc/cpuinfo", Cpus(1));
        Expect(
            ProcessorExamination.Examine(Host(processors: 1)),
            FindingLevel.Note,
            "1 processor, Test 9000; on one, races are rarer",
            remedy: null
        );
    }

    [Fact]
    public void A_share_of_processor_time_of_version_2_is_named_with_the_command_that_lifts_it()
    {
        With("/proc/cpuinfo", Cpus(8))
            .With("/proc/self/cgroup", "0::/a.slice/b\n")
            .With("/proc/self/mountinfo", "30 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
            .With("/sys/fs/cgroup/a.slice/b/cpu.max", "max 100000\n")
            .With("/sys/fs/cgroup/a.slice/cpu.max", "150000 100000\n");
        Expect(
            ProcessorExamination.Examine(Host(processors: 2)),
            FindingLevel.Note,
            "/sys/fs/cgroup/a.slice allows 1.5 processors",
            "echo max | sudo tee /sys/fs/cgroup/a.slice/cpu.max"
        );
    }

    [Fact]
    public void A_share_of_processor_time_of_version_1_and_none()
    {
        With("/proc/cpuinfo", Cpus(8))
            .With("/proc/self/cgroup", "4:cpu,cpuacct:/a\n")
            .With("/proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n")
            .With("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
            .With("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
            .With("/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n")
            .With("/sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
        Assert.Equal(FindingLevel.Ok, ProcessorExamination.Examine(Host(processors: 8)).Level);
        With("/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "400000\n");
        Expect(
            ProcessorExamination.Examine(Host(processors: 4)),
            FindingLevel.Note,
            "/sys/fs/cgroup/cpu/a allows 4 processors",
            "echo -1 | sudo tee /sys/fs/cgroup/cpu/a/cpu.cfs_quota_us"
        );
    }

    [Fact]
    public void Affinity_is_named()
    {
        With("/proc/cpuinfo", Cpus(8)).With("/proc/self/status", "Cpus_allowed_list:\t0-1\n");
        Expect(ProcessorExamination.Examine(Host()), FindingLevel.Note, "; affinity 0-1 of 8", remedy: null);
    }

    [Theory]
    [InlineData(102_400, false)]
    [InlineData(102_399, true)]
    public void Memory_is_enough_for_a_default_run_or_no_run_can_work(long availableKib, bool blocks)
    {
        With("/proc/meminfo", $"MemTotal: 2097152 kB\nMemAvailable: {availableKib} kB\n");
        Finding finding = MemoryExamination.Examine(Host(), NeededBytes);
        Assert.Equal(blocks, finding.Blocks);
        Expect(
            finding,
            blocks ? FindingLevel.Missing : FindingLevel.Ok,
            "2048 MiB, ",
            blocks ? "free some memory" : null
        );
        Assert.EndsWith("available; a default run takes 100 MiB", finding.Text);
    }

    [Fact]
    public void Memory_of_a_control_group_is_named_with_the_command_that_lifts_it()
    {
        With("/proc/meminfo", "MemTotal: 2097152 kB\nMemAvailable: 1024000 kB\n")
            .With("/proc/self/cgroup", "0::/a\n")
            .With("/proc/self/mountinfo", "30 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
            .With("/sys/fs/cgroup/a/memory.max", $"{80L << 20}\n");
        Finding finding = MemoryExamination.Examine(Host(), NeededBytes);
        Assert.True(finding.Blocks);
        Expect(
            finding,
            FindingLevel.Missing,
            "80 MiB available within /sys/fs/cgroup/a/memory.max (80M)",
            "echo max | sudo tee /sys/fs/cgroup/a/memory.max"
        );
    }

    [Fact]
    public void Memory_that_is_not_known_blocks_nothing() =>
        Expect(
            MemoryExamination.Examine(Host(), NeededBytes),
            FindingLevel.Note,
            "how much of it is available is not known",
            remedy: null
        );

    [Theory]
    [InlineData(70_000, FindingLevel.Ok, "70,000 fit, limited by a limit", null, false)]
    [InlineData(14_605, FindingLevel.Ok, "14,605 fit, limited by a limit; --waves runs the rest", "raise 65536", false)]
    [InlineData(256, FindingLevel.Ok, "256 fit", "raise 65536", false)]
    [InlineData(255, FindingLevel.Note, "255 fit, limited by a limit, and a run has 256", "raise 65536", false)]
    [InlineData(0, FindingLevel.Missing, "0 fit, limited by a limit", "raise 65536", true)]
    public void Threads_are_limited_by_the_tightest_limit(
        long fit,
        FindingLevel level,
        string text,
        string? remedy,
        bool blocks
    )
    {
        Finding finding = ThreadExamination.Examine([
            new ThreadLimit("another", 100_000, n => $"no {n}"),
            new ThreadLimit("a limit", fit, n => $"raise {n}"),
        ]);
        Expect(finding, level, text, remedy);
        Assert.Equal(blocks, finding.Blocks);
    }

    [Fact]
    public void Threads_without_a_known_limit() =>
        Expect(ThreadExamination.Examine([]), FindingLevel.Ok, "no limit is known here", remedy: null);

    [Fact]
    public void Swap_is_listed_area_by_area()
    {
        With(
                "/proc/swaps",
                "Filename Type Size Used Priority\n/dev/zram0 partition 32764 4 100\n/swapfile file 8388604 0 -2\n"
            )
            .With("/sys/block/zram0/comp_algorithm", "lzo [lz4]\n");
        Finding[] findings = [.. SwapExamination.Examine(Host())];
        Assert.Equal(
            Finding.Ok("swap", "/dev/zram0 (zram, lz4), 32764K, 8190 of 8191 slots free, priority 100"),
            findings[0]
        );
        Expect(
            findings[1],
            FindingLevel.Note,
            "slots free, priority -2; so many slots hide the race from --backend kernel",
            remedy: null
        );
    }

    [Fact]
    public void No_swap_comes_with_the_command_that_makes_some() =>
        Expect(
            Assert.Single(SwapExamination.Examine(Host())),
            FindingLevel.Missing,
            "none active; --backend kernel needs some",
            "sudo scripts/zram-swap.sh up 32M lz4"
        );

    [Fact]
    public void Zram_has_devices_or_a_command_that_makes_one()
    {
        Expect(
            ZramExamination.Examine(Host()),
            FindingLevel.Missing,
            "no device; only --backend kernel can want one",
            "sudo modprobe zram"
        );
        With("/sys/class/zram-control/hot_add", "");
        Expect(
            ZramExamination.Examine(Host()),
            FindingLevel.Note,
            "loaded, without a device",
            "sudo cat /sys/class/zram-control/hot_add"
        );
        With("/sys/block/zram0/comp_algorithm", "lzo [lz4]\n").With("/sys/block/zram0/disksize", "33554432\n");
        With("/sys/block/zram1/comp_algorithm", "[lzo] lz4\n").With("/sys/block/zram1/disksize", "0\n");
        Assert.Equal(
            Finding.Ok("zram", "zram0, 32M, lzo [lz4]; zram1, not set up, [lzo] lz4"),
            ZramExamination.Examine(Host())
        );
    }

    [Fact]
    public void Zswap_stands_before_the_swap_where_it_is_on()
    {
        Assert.Equal(Finding.Ok("zswap", "not in this kernel"), ZswapExamination.Examine(Host()));
        const string parameters = "/sys/module/zswap/parameters/";
        With(parameters + "enabled", "N\n").With(parameters + "compressor", "lzo\n");
        With(parameters + "max_pool_percent", "20\n");
        Assert.Equal(Finding.Ok("zswap", "off (lzo, pool up to 20 %)"), ZswapExamination.Examine(Host()));
        With(parameters + "enabled", "Y\n");
        Expect(
            ZswapExamination.Examine(Host()),
            FindingLevel.Note,
            "on, lzo, pool up to 20 %: --backend kernel swaps to it first",
            "echo N | sudo tee /sys/module/zswap/parameters/enabled"
        );
    }

    [Theory]
    [InlineData("always [madvise] never", FindingLevel.Ok, null)]
    [InlineData("[always] madvise never", FindingLevel.Ok, null)]
    [InlineData(
        "always madvise [never]",
        FindingLevel.Note,
        "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled"
    )]
    public void Huge_pages_are_used_where_they_may_be(string enabled, FindingLevel level, string? remedy)
    {
        With("/sys/kernel/mm/transparent_hugepage/enabled", enabled + "\n");
        Expect(HugePageExamination.Examine(Host()), level, enabled, remedy);
    }

    [Fact]
    public void A_kernel_without_huge_pages() =>
        Expect(HugePageExamination.Examine(Host()), FindingLevel.Note, "not in this kernel", remedy: null);

    [Theory]
    [InlineData("performance", FindingLevel.Ok, null)]
    [InlineData("powersave", FindingLevel.Note, "sudo cpupower frequency-set -g performance")]
    public void The_clock_of_the_processors_moves_latencies(string governor, FindingLevel level, string? remedy)
    {
        With("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", governor + "\n");
        Expect(Assert.Single(NoiseExamination.Examine(Host())), level, governor, remedy);
    }

    [Theory]
    [InlineData("0.50 0.01 0.05 1/300 12345", FindingLevel.Ok, "0.50 in the last minute")]
    [InlineData("0.51 0.01 0.05 1/300 12345", FindingLevel.Note, "0.51 in the last minute: other work moves latencies")]
    public void Other_work_moves_latencies(string loadavg, FindingLevel level, string text)
    {
        With("/proc/loadavg", loadavg + "\n");
        Finding[] findings = [.. NoiseExamination.Examine(Host())];
        Assert.Equal("none is shown, as in most virtual machines", findings[0].Text);
        Expect(findings[1], level, text, remedy: null);
    }

    [Theory]
    [InlineData(52_000, FindingLevel.Ok, "the shortest sleep takes 52 us (p99 52), one of 1 ms 1060 (p99 1060)")]
    [InlineData(500_001, FindingLevel.Note, "--delay-kind spin keeps to them")]
    public void Sleeps_are_as_long_as_the_system_makes_them(long shortestNs, FindingLevel level, string text)
    {
        long[] shortest = [.. Enumerable.Repeat(shortestNs, 100)];
        long[] ms = [.. Enumerable.Repeat(1_060_000L, 100)];
        Finding finding = TimerExamination.Describe(shortest, ms, frequency: 10_000_000);
        Expect(finding, level, text, remedy: null);
        Assert.StartsWith("clock of 100 ns; ", finding.Text);
    }

    [Theory]
    [InlineData(3.21, FindingLevel.Ok, "a process-wide one takes 3.2 us")]
    [InlineData(8_000, FindingLevel.Note, "locks with waiters are slow")]
    public void The_barrier_is_fast_or_locks_are_slow(double us, FindingLevel level, string text) =>
        Expect(BarrierExamination.Describe(us), level, text, remedy: null);

    [Theory]
    [InlineData(512, 4, FindingLevel.Ok, "/r: 512 MiB free, a durable line takes 4.0 ms", null)]
    [InlineData(511, 4, FindingLevel.Note, "long runs keep up to 512 MiB of rounds", "--out DIR")]
    [InlineData(512, 51, FindingLevel.Note, "takes 51.0 ms, and each round waits for one", "--out DIR")]
    public void The_disk_has_room_and_is_fast(int mib, double ms, FindingLevel level, string text, string? remedy)
    {
        Finding finding = DiskExamination.Describe("/r", (long)mib << 20, ms);
        Expect(finding, level, text, remedy);
        Assert.False(finding.Blocks);
    }

    [Fact]
    public void The_directory_of_the_results_is_written_to_and_left_as_it_was()
    {
        Finding finding = DiskExamination.Examine(_root["results/below"]);
        Assert.StartsWith($"{_root.Path}: ", finding.Text);
        Assert.Matches("a durable line takes [0-9.]+ ms", finding.Text);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    /// <summary>No rights are taken away that root would not notice: nobody writes into /proc.</summary>
    [Fact]
    public void A_directory_that_cannot_be_written_blocks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: there is no /proc here.");
        Finding finding = DiskExamination.Examine("/proc/self");
        Assert.True(finding.Blocks);
        Expect(finding, FindingLevel.Missing, "/proc/self cannot be written: ", "write --out DIR");
    }

    [Fact]
    public void What_only_Linux_has_does_not_apply_elsewhere_and_blocks_nothing()
    {
        Host elsewhere = Host() with { IsLinux = false };
        IReadOnlyList<Finding> findings = MachineDiagnosis.ExamineFiles(elsewhere, neededBytes: 0);
        Assert.DoesNotContain(findings, finding => finding.Blocks || finding.Level == FindingLevel.Missing);
        Assert.Equal(
            ["swap", "zram", "zswap", "thp", "governor"],
            findings.Where(f => f.Text == "does not apply: only Linux has it").Select(f => f.Subject)
        );
    }

    [Fact]
    public void A_Linux_that_shows_nothing_blocks_nothing()
    {
        IReadOnlyList<Finding> findings = MachineDiagnosis.ExamineFiles(Host(), NeededBytes);
        Assert.DoesNotContain(findings, finding => finding.Blocks);
        Assert.Equal(
            ["system", "kernel", "cores", "memory", "swap", "zram", "zswap", "thp", "governor"],
            findings.Select(finding => finding.Subject)
        );
    }

    public void Dispose() => _root.Dispose();

    private TestDirectory With(string path, string content) => _root.With(path, content);

    private Host Host(int processors = 2) => new(new HostFiles(_root.Path), IsLinux: true, processors);

    private static string Cpus(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"processor : {i}\nmodel name : Test 9000\n\n"));

    private static void Expect(Finding finding, FindingLevel level, string text, string? remedy)
    {
        Assert.Equal(level, finding.Level);
        Assert.Contains(text, finding.Text);
        if (remedy is null)
            Assert.Null(finding.Remedy);
        else
            Assert.Contains(remedy, finding.Remedy);
    }
}
