using System.Runtime.InteropServices;
using SwapStress.Harness.Limits;
using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Harness.Kernel;

/// <summary>
/// The system's own swap, as it is: looked at, never changed. What cannot run on it is refused with the commands that
/// set one up.
/// </summary>
internal sealed class HostSwap
{
    /// <summary>Pages that are paged out to see whether the kernel does it, and how often it is asked.</summary>
    private const int ProbePages = 16;
    private const int ProbesMax = 100;

    /// <summary>mkswap takes no device of fewer pages.</summary>
    private const long SwapBytesMin = 10 * PageSize.Bytes;

    private readonly HostFiles _files;

    private HostSwap(IReadOnlyList<HostSwapDevice> devices, HostFiles files)
    {
        Devices = devices;
        _files = files;
    }

    /// <summary>Active devices; at least one.</summary>
    public IReadOnlyList<HostSwapDevice> Devices { get; }

    /// <summary>Slots that nobody has, of all devices.</summary>
    public long FreeSlots => Devices.Sum(device => device.FreeSlots);

    /// <summary>Bytes of the slots of all devices.</summary>
    public long SizeBytes => Devices.Sum(device => device.SizeBytes);

    /// <summary>The devices as /proc/swaps names them.</summary>
    public string Paths => string.Join(", ", Devices.Select(device => device.Path));

    /// <summary>The algorithm of a swap that is one zram device, else null.</summary>
    public string? Compressor => Devices is [var only] ? only.Compressor : null;

    /// <summary>"/dev/zram0 (zram, lz4), 8191 free slots".</summary>
    public string Text => $"{string.Join(", ", Devices.Select(device => device.Text))}, {FreeSlots} free slots";

    /// <summary>The system's swap, if pages of a region can go there.</summary>
    /// <param name="regionBytes">The region, for the advice.</param>
    /// <exception cref="EnvironmentException">
    /// This is no Linux with pages of 4 KiB, no swap is active or free, or MADV_PAGEOUT leaves pages where they are.
    /// </exception>
    public static HostSwap Require(long regionBytes) => Require(regionBytes, new HostFiles(), CanPageOut);

    internal static HostSwap Require(long regionBytes, HostFiles files, Func<bool> canPageOut)
    {
        if (
            !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is Architecture.X86 or Architecture.Arm
        )
            throw new EnvironmentException("--backend kernel needs a 64-bit Linux; leave it out to run the model");
        if (Environment.SystemPageSize != PageSize.Bytes)
            throw new EnvironmentException(
                $"--backend kernel needs pages of {PageSize.Bytes} bytes, and this kernel's have {Environment.SystemPageSize}"
            );
        IReadOnlyList<HostSwapDevice> devices = HostSwapDevice.ReadAll(files);
        string setUp = SetUpCommands(regionBytes);
        if (devices.Count == 0)
            throw new EnvironmentException(
                $"no swap is active, and --backend kernel needs the system's own; as root: {setUp}"
            );
        var swap = new HostSwap(devices, files);
        if (swap.FreeSlots == 0)
            throw new EnvironmentException(
                $"the swap on {swap.Paths} is full; free some, or as root: " + $"swapoff -a; {setUp}"
            );
        if (!canPageOut())
            throw new EnvironmentException(
                $"madvise(MADV_PAGEOUT) leaves pages in memory, though swap is active ({swap.Text}): is memory.swap.max of "
                    + $"this process's control group 0, or the kernel older than 5.4? If the swap itself is at fault, as root: "
                    + $"swapoff -a; {setUp}"
            );
        return swap;
    }

    /// <summary>Looks whether the devices are still there.</summary>
    /// <param name="regionBytes">The region, for the advice.</param>
    /// <exception cref="EnvironmentException">One has been turned off: pages stay in memory, and nothing can be shown.</exception>
    public void ThrowIfGone(long regionBytes)
    {
        HashSet<string> active = [.. HostSwapDevice.ReadAll(_files).Select(device => device.Path)];
        if (Devices.FirstOrDefault(device => !active.Contains(device.Path)) is { } gone)
            throw new EnvironmentException(
                $"the swap on {gone.Path} was turned off while the run went on, and pages stay in memory; as root: "
                    + SetUpCommands(regionBytes)
            );
    }

    /// <summary>mm_stat of a swap that is one zram device, else null.</summary>
    public DeviceMemory? ReadMemory() => Devices is [var only] ? only.ReadMemory(_files) : null;

    /// <summary>
    /// One line of commands. The first page of a swap device is its header, so a device of the region's size has one
    /// slot fewer than the region has pages: what a race about the reuse of slots needs.
    /// </summary>
    public static string SetUpCommands(long regionBytes)
    {
        string size = SizeText.Format(Math.Max(regionBytes, SwapBytesMin));
        return $"scripts/zram-swap.sh up {size} lz4 (its 'down' takes it away again), or by hand: modprobe zram; "
            + $"echo lz4 > /sys/block/zram0/comp_algorithm; echo {size} > /sys/block/zram0/disksize; "
            + "mkswap /dev/zram0; swapon /dev/zram0";
    }

    private static bool CanPageOut()
    {
        using var probe = new AnonymousMapping(ProbePages);
        for (int page = 0; page < ProbePages; page++)
            probe.Content(page).Fill(1);
        for (int attempt = 0; attempt < ProbesMax; attempt++)
        {
            // Pages that another processor has not put on the LRU yet stay for the moment.
            probe.PageOut(0, ProbePages);
            if (probe.CountResident() < ProbePages)
                return true;
            Thread.Sleep(1);
        }
        return false;
    }
}
