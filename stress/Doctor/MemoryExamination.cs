using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>Memory: what there is, what this process can take of it, and whether a default run fits.</summary>
internal static class MemoryExamination
{
    /// <summary>Examines.</summary>
    /// <param name="neededBytes">What a default run takes, its threads left out.</param>
    public static Finding Examine(Host host, long neededBytes)
    {
        string text = $"{Mib(HostInfo.Read(host.Files).MemoryBytes)}";
        if (new MemoryLimits(host.Files).Measure().MinBy(room => room.AvailableBytes) is not { } room)
            return Finding.Note("memory", $"{text}; how much of it is available is not known");
        string within = room.Name.StartsWith('/') ? $" within {room.Name}" : "";
        text += $", {Mib(room.AvailableBytes)} available{within}; a default run takes {Mib(neededBytes)}";
        return room.AvailableBytes >= neededBytes
            ? Finding.Ok("memory", text)
            : Finding.Blocking("memory", text, room.Remedy);
    }

    private static string Mib(long bytes) => $"{bytes >> 20} MiB";
}
