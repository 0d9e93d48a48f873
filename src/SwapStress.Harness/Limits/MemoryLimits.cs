using System.Runtime.Versioning;

namespace SwapStress.Harness.Limits;

/// <summary>One thing that bounds this process's memory.</summary>
/// <param name="AvailableBytes">Bytes that can still be taken.</param>
/// <param name="BytesMin">What a small run takes of it.</param>
internal sealed record MemoryRoom(string Name, long AvailableBytes, string Remedy, long BytesMin = 0);

/// <summary>The memory that this process can still take: of the machine, and of every control group it is in.</summary>
internal sealed class MemoryLimits(HostFiles files)
{
    /// <summary>Version 1 has no word for "unlimited": it shows the largest number of whole pages.</summary>
    private const long UnlimitedFrom = 1L << 62;

    /// <summary>Every bound there is.</summary>
    public IEnumerable<MemoryRoom> Measure()
    {
        if (files.ReadField("/proc/meminfo", "MemAvailable") is { } availableKib)
            yield return Machine(availableKib * 1024);
        else if (OperatingSystem.IsWindows())
            foreach (MemoryRoom room in OfWindows())
                yield return room;
        else if (!OperatingSystem.IsLinux())
            // All there is: nothing says how much of it is free.
            yield return Machine(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        foreach ((string directory, bool isV2) in new Cgroups(files).Of("memory"))
        {
            string limit = directory + (isV2 ? "/memory.max" : "/memory.limit_in_bytes");
            string usage = directory + (isV2 ? "/memory.current" : "/memory.usage_in_bytes");
            string cache = isV2 ? "inactive_file" : "total_inactive_file";
            if (files.ReadNumber(limit) is not { } max || max >= UnlimitedFrom)
                continue;
            long used = files.ReadNumber(usage) ?? 0;
            // The kernel drops the page cache before it refuses.
            used -= Math.Min(used, files.ReadField(directory + "/memory.stat", cache) ?? 0);
            yield return new MemoryRoom(
                $"{limit} ({SizeText.Format(max)})",
                max - used,
                $"echo {(isV2 ? "max" : "-1")} | sudo tee {limit}"
            );
        }
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<MemoryRoom> OfWindows()
    {
        if (WindowsMemory.Read() is not { } memory)
            yield break;
        // A job object can allow less.
        yield return Machine(Math.Min(memory.AvailableBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        yield return new MemoryRoom("the commit limit", memory.CommittableBytes, "make the page file larger");
    }

    /// <summary>
    /// The limits that count what is mapped, touched or not. The runtime's own part of it is there already.
    /// </summary>
    public IEnumerable<MemoryRoom> AddressSpace()
    {
        var limits = new ResourceLimits(files);
        foreach (
            (string title, string field, string name, char option, string prlimit, long minMib) in ((
                string,
                string,
                string,
                char,
                string,
                long
            )[])
                [
                    // Stacks of 8 MiB and arenas of 64 are reserved, and hardly touched.
                    ("Max address space", "VmSize", "RLIMIT_AS", 'v', "as", 512),
                    ("Max data size", "VmData", "RLIMIT_DATA", 'd', "data", 128),
                ]
        )
        {
            ResourceLimit limit = limits.Of(title);
            if (limit.Soft is not { } max || files.ReadField("/proc/self/status", field) is not { } usedKib)
                continue;
            yield return new MemoryRoom(
                $"{name} ({max >> 20} MiB)",
                max - (usedKib * 1024),
                limit.Hard is null ? $"ulimit -{option} unlimited" : $"sudo prlimit --pid $$ --{prlimit}=unlimited",
                minMib << 20
            );
        }
    }

    private static MemoryRoom Machine(long bytes) => new("the memory of this machine", bytes, "free some memory");
}
