using System.Runtime.Versioning;
using SwapStress.Harness.Options;

namespace SwapStress.Harness.Limits;

/// <summary>One thing that bounds this process's memory.</summary>
/// <param name="Name">What it is.</param>
/// <param name="AvailableBytes">Bytes that can still be taken.</param>
/// <param name="Remedy">What makes room.</param>
internal sealed record MemoryRoom(string Name, long AvailableBytes, string Remedy);

/// <summary>The memory that this process can still take: of the machine, and of every control group it is in.</summary>
internal sealed class MemoryLimits(HostFiles files)
{
    /// <summary>Version 1 has no word for "unlimited": it shows the largest number of whole pages.</summary>
    private const long UnlimitedFrom = 1L << 62;

    private const string Smaller = "write a smaller --region or fewer --threads";

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
        yield return new MemoryRoom(
            $"the commit limit ({memory.CommittableBytes >> 20} MiB left)",
            memory.CommittableBytes,
            $"make the page file larger, or {Smaller}"
        );
    }

    private static MemoryRoom Machine(long bytes) =>
        new($"memory ({bytes >> 20} MiB available)", bytes, $"free some memory, or {Smaller}");
}
