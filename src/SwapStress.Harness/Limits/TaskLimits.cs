using System.Globalization;

namespace SwapStress.Harness.Limits;

/// <summary>One thing that bounds the number of threads.</summary>
/// <param name="Name">The kernel's name for it.</param>
/// <param name="Max">The most that there may be.</param>
/// <param name="RemedyFor">The command that raises it to a number.</param>
internal sealed record TaskRoom(string Name, long Max, long Used, Func<long, string> RemedyFor);

/// <summary>Everything that bounds the number of threads: of the machine, the user, and every control group.</summary>
internal sealed class TaskLimits(HostFiles files)
{
    /// <summary>Every bound there is.</summary>
    public IEnumerable<TaskRoom> Measure() => [.. OfMachine(), .. OfUser(), .. OfCgroups()];

    private IEnumerable<TaskRoom> OfMachine()
    {
        long used = TasksInUse();
        foreach (string name in (string[])["threads-max", "pid_max"])
        {
            if (files.ReadNumber("/proc/sys/kernel/" + name) is { } max)
                yield return new TaskRoom($"kernel.{name}", max, used, n => $"sudo sysctl kernel.{name}={n}");
        }
    }

    /// <summary>RLIMIT_NPROC bounds all threads of the user; root is exempt.</summary>
    private IEnumerable<TaskRoom> OfUser()
    {
        if (files.ReadField("/proc/self/status", "Uid") is not { } user || user == 0)
            yield break;
        ResourceLimit limit = new ResourceLimits(files).Of("Max processes");
        if (limit.Soft is not { } max)
            yield break;
        long used = 0;
        foreach (string process in files.Processes())
        {
            if (files.ReadField(process + "/status", "Uid") == user)
                used += files.ReadField(process + "/status", "Threads") ?? 0;
        }
        yield return new TaskRoom(
            "RLIMIT_NPROC",
            max,
            used,
            needed => ResourceLimits.Remedy(limit, 'u', 1, "nproc", needed)
        );
    }

    private IEnumerable<TaskRoom> OfCgroups()
    {
        foreach ((string directory, _) in new Cgroups(files).Of("pids"))
        {
            if (files.ReadNumber(directory + "/pids.max") is { } max)
                yield return new TaskRoom(
                    $"{directory}/pids.max",
                    max,
                    files.ReadNumber(directory + "/pids.current") ?? 0,
                    n => $"echo {n} | sudo tee {directory}/pids.max"
                );
        }
    }

    private long TasksInUse()
    {
        // /proc/loadavg: 0.00 0.01 0.05 runnable/tasks last-pid
        string[] words = files.ReadLines("/proc/loadavg") is [string line, ..] ? line.Split(' ') : [];
        string[] counts = words.Length > 3 ? words[3].Split('/') : [];
        return
            counts.Length == 2
            && long.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long tasks)
            ? tasks
            : 0;
    }
}
