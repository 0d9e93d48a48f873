using SwapStress.Harness.Kernel;
using SwapStress.Harness.Limits;
using SwapStress.Store;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Kernel;

public sealed class HostSwapTests
{
    private const string Header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    private const string Zram = "/dev/zram0                              partition\t2044\t\t44\t\t-2\n";

    [Theory]
    [InlineData(32L << 20, "up 32M lz4", "echo 32M > /sys/block/zram0/disksize")]
    [InlineData(4096, "up 40K lz4", "echo 40K > /sys/block/zram0/disksize")]
    public void Without_swap_the_message_has_the_commands(long regionBytes, string script, string byHand)
    {
        using TestDirectory root = new TestDirectory().With("/proc/swaps", Header);
        string message = Refusal(root, regionBytes);
        Assert.StartsWith("no swap is active", message);
        Assert.Contains($"scripts/zram-swap.sh {script}", message);
        Assert.Contains(byHand, message);
        Assert.Contains("mkswap /dev/zram0; swapon /dev/zram0", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Without_swaps_in_the_kernel_there_is_none_either()
    {
        using var root = new TestDirectory();
        Assert.StartsWith("no swap is active", Refusal(root));
    }

    [Fact]
    public void Full_swap_is_refused()
    {
        using TestDirectory root = new TestDirectory().With(
            "/proc/swaps",
            Header + "/dev/sda2 partition 2044 2044 -2\n"
        );
        Assert.StartsWith("the swap on /dev/sda2 is full", Refusal(root));
    }

    [Fact]
    public void A_kernel_that_pages_nothing_out_is_refused()
    {
        using TestDirectory root = new TestDirectory().With("/proc/swaps", Header + Zram);
        string message = Refusal(root, canPageOut: false);
        Assert.StartsWith("madvise(MADV_PAGEOUT) leaves pages in memory", message);
        Assert.Contains("memory.swap.max", message);
    }

    [Fact]
    public void A_swap_that_was_turned_off_in_mid_run_is_told()
    {
        SkipElsewhere();
        using TestDirectory root = new TestDirectory().With("/proc/swaps", Header + Zram);
        HostSwap swap = HostSwap.Require(1 << 20, new HostFiles(root.Path), () => true);
        swap.ThrowIfGone(1 << 20);
        root.With("/proc/swaps", Header + "/dev/sda2 partition 2044 0 -2\n");
        string message = Assert.Throws<EnvironmentException>(() => swap.ThrowIfGone(1 << 20)).Message;
        Assert.StartsWith("the swap on /dev/zram0 was turned off while the run went on", message);
        Assert.Contains("scripts/zram-swap.sh up 1M lz4", message);
    }

    [Fact]
    public void A_zram_tells_its_slots_its_algorithm_and_its_memory()
    {
        SkipElsewhere();
        using TestDirectory root = new TestDirectory()
            .With("/proc/swaps", Header + Zram)
            .With("/sys/block/zram0/comp_algorithm", "lzo-rle lzo [lz4] zstd\n")
            .With(
                "/sys/block/zram0/mm_stat",
                "   45056    13141    49152        0    53248        1        2        3        4\n"
            );
        HostSwap swap = HostSwap.Require(1 << 20, new HostFiles(root.Path), () => true);
        Assert.Equal((511L, 500L), (Assert.Single(swap.Devices).Slots, swap.FreeSlots));
        Assert.Equal("lz4", swap.Compressor);
        Assert.Equal("/dev/zram0 (zram, lz4), 500 free slots", swap.Text);
        Assert.Equal(new DeviceMemory(45056, 13141, 49152, 0, 53248, 1, 2, 3, 4), swap.ReadMemory());
    }

    [Fact]
    public void Columns_that_an_older_kernel_lacks_are_0()
    {
        SkipElsewhere();
        using TestDirectory root = new TestDirectory()
            .With("/proc/swaps", Header + Zram)
            .With("/sys/block/zram0/mm_stat", "45056 13141 49152 0 53248 1 2\n");
        HostSwap swap = HostSwap.Require(1 << 20, new HostFiles(root.Path), () => true);
        Assert.Equal(new DeviceMemory(45056, 13141, 49152, 0, 53248, 1, 2, 0, 0), swap.ReadMemory());
        Assert.Null(swap.Compressor);
    }

    [Fact]
    public void Several_devices_add_up_and_have_no_common_memory()
    {
        SkipElsewhere();
        using TestDirectory root = new TestDirectory()
            .With("/proc/swaps", Header + "/a\\040swap\\040file file 4096 96 -2\n" + Zram)
            .With("/sys/block/zram0/mm_stat", "1 2 3 4 5 6 7 8 9\n");
        HostSwap swap = HostSwap.Require(1 << 20, new HostFiles(root.Path), () => true);
        Assert.Equal(1500, swap.FreeSlots);
        Assert.Equal("/a swap file, /dev/zram0", swap.Paths);
        Assert.Null(swap.ReadMemory());
    }

    private static string Refusal(TestDirectory root, long regionBytes = 1 << 20, bool canPageOut = true)
    {
        SkipElsewhere();
        return Assert
            .Throws<EnvironmentException>(() =>
                HostSwap.Require(regionBytes, new HostFiles(root.Path), () => canPageOut)
            )
            .Message;
    }

    private static void SkipElsewhere() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.SystemPageSize == 4096,
            "the kernel backend is for Linux with pages of 4 KiB"
        );
}
