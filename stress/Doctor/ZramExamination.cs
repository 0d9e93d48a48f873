using SwapStress.Harness.Kernel;

namespace SwapStress.Stress.Doctor;

/// <summary>The kernel's zram devices, on which <c>scripts/zram-swap.sh</c> sets up swap.</summary>
internal static class ZramExamination
{
    public static Finding Examine(Host host)
    {
        if (!host.IsLinux)
            return Finding.OnlyLinux("zram");
        IReadOnlyList<HostZram> devices = HostZram.ReadAll(host.Files);
        if (devices.Count > 0)
            return Finding.Ok("zram", string.Join("; ", devices.Select(device => device.Text)));
        return Directory.Exists(host.Files.Resolve("/sys/class/zram-control"))
            ? Finding.Note("zram", "loaded, without a device", "sudo cat /sys/class/zram-control/hot_add")
            : Finding.Missing("zram", "no device; only --backend kernel can want one", "sudo modprobe zram");
    }
}
