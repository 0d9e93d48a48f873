using SwapStress.Harness.Limits;
using SwapStress.Harness.Results;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests;

public sealed class MachineReportTests
{
    [Fact]
    public void A_machine_with_swap_and_zram()
    {
        using TestDirectory root = new TestDirectory()
            .With("/proc/cpuinfo", "model name : Test 9000\n")
            .With("/proc/meminfo", "MemTotal: 2097152 kB\nMemAvailable: 1024000 kB\n")
            .With("/proc/swaps", "Filename Type Size Used Priority\n/dev/zram0 partition 32764 4 100\n")
            .With("/sys/block/zram0/comp_algorithm", "lzo [lz4]\n")
            .With("/sys/block/zram0/disksize", "33554432\n")
            .With("/sys/block/zram1/comp_algorithm", "[lzo] lz4\n")
            .With("/sys/block/zram1/disksize", "0\n");
        IReadOnlyList<string> lines = MachineReport.Lines(new HostFiles(root.Path));
        Assert.Equal($"cores    {Environment.ProcessorCount}, Test 9000", lines[1]);
        Assert.Contains("memory   2048 MiB, 1000 MiB available to this process", lines);
        Assert.Contains("swap     /dev/zram0 (zram, lz4), 8190 of 8191 slots free", lines);
        Assert.Contains("zram     zram0, 32M, lzo [lz4]; zram1, not set up, [lzo] lz4", lines);
    }

    [Fact]
    public void A_machine_that_shows_nothing()
    {
        using var root = new TestDirectory();
        IReadOnlyList<string> lines = MachineReport.Lines(new HostFiles(root.Path));
        Assert.Contains("swap     none active", lines);
        Assert.Contains("zram     no device (modprobe zram makes one)", lines);
    }
}
