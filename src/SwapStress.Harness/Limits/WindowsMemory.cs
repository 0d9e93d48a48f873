using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SwapStress.Harness.Limits;

/// <summary>What Windows has left of memory: of RAM, and of what it can commit, RAM and page files together.</summary>
/// <param name="AvailableBytes">RAM that is free or can be had at once.</param>
/// <param name="CommittableBytes">What this process can still commit; an allocation counts, touched or not.</param>
[SupportedOSPlatform("windows")]
internal readonly partial record struct WindowsMemory(long AvailableBytes, long CommittableBytes)
{
    /// <summary>Now; null where the system does not say.</summary>
    public static unsafe WindowsMemory? Read()
    {
        var status = new MemoryStatus { Length = (uint)sizeof(MemoryStatus) };
        return GlobalMemoryStatus(ref status)
            ? new WindowsMemory((long)status.AvailablePhysical, (long)status.AvailablePageFile)
            : null;
    }

    [LibraryImport("kernel32", EntryPoint = "GlobalMemoryStatusEx")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GlobalMemoryStatus(ref MemoryStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryStatus
    {
        public uint Length;
        public uint Load;
        public ulong TotalPhysical;
        public ulong AvailablePhysical;
        public ulong TotalPageFile;
        public ulong AvailablePageFile;
        public ulong TotalVirtual;
        public ulong AvailableVirtual;
        public ulong AvailableExtendedVirtual;
    }
}
