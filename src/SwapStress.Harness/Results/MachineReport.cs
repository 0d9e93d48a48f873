using SwapStress.Harness.Kernel;
using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Results;

/// <summary>The machine in a few lines: processors, memory, active swap, zram devices.</summary>
public static class MachineReport
{
    /// <summary>This machine, now.</summary>
    public static IReadOnlyList<string> Lines() => Lines(new HostFiles());

    internal static IReadOnlyList<string> Lines(HostFiles files)
    {
        var host = HostInfo.Read(files);
        IReadOnlyList<HostSwapDevice> swap = HostSwapDevice.ReadAll(files);
        string swapText =
            swap.Count == 0
                ? "none active"
                : string.Join(
                    "; ",
                    swap.Select(device => $"{device.Text}, {device.FreeSlots} of {device.Slots} slots free")
                );
        IReadOnlyList<HostZram> zram = HostZram.ReadAll(files);
        return
        [
            $"system   {host.Os}, kernel {host.Kernel}, {host.Runtime}",
            $"cores    {host.Cores}, {host.Cpu}",
            $"memory   {host.MemoryBytes >> 20} MiB, {Available(files)}",
            $"swap     {swapText}",
            $"zram     {(zram.Count == 0 ? "no device (modprobe zram makes one)" : string.Join("; ", zram.Select(device => device.Text)))}",
        ];
    }

    /// <summary>What this process can still take, by the tightest of its bounds.</summary>
    private static string Available(HostFiles files) =>
        new MemoryLimits(files).Measure().MinBy(room => room.AvailableBytes) is { } room
            ? $"{room.AvailableBytes >> 20} MiB available to this process"
            : "how much of it is available is not known";
}
