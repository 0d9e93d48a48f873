using System.Globalization;

namespace SwapStress.Harness.Limits;

/// <summary>
/// Measures every limit on this process's threads before any is started: .NET aborts, uncatchably, when memory
/// mappings run out, so trying is no way to find out.
/// </summary>
public sealed class ThreadLimits
{
    internal const string MapsPath = "/proc/self/maps";
    private const long TasksMax = 4_194_304;
    private const int MappingMarginMin = 1_000;

    private readonly HostFiles _files;

    /// <summary>The limits of this machine.</summary>
    public ThreadLimits()
        : this("/") { }

    /// <summary>The limits that a directory tree describes.</summary>
    /// <param name="root">The directory that stands for /.</param>
    internal ThreadLimits(string root) => _files = new HostFiles(root);

    /// <summary>
    /// Decides how many of the requested workers may be started. Starts and stops a few threads to measure what one
    /// takes.
    /// </summary>
    /// <param name="requested">Workers asked for.</param>
    /// <param name="stackBytes">Their stack size.</param>
    /// <param name="reservedBytes">Memory that the run needs for other things.</param>
    public ThreadBudget Weigh(int requested, int stackBytes, long reservedBytes) =>
        ThreadBudget.For(requested, Measure(stackBytes, reservedBytes, requested));

    /// <summary>Every limit that this machine has, in no order, with what a thread takes as measured.</summary>
    /// <param name="stackBytes">The workers' stack size.</param>
    /// <param name="reservedBytes">Memory that the run needs for other things.</param>
    /// <param name="fitDefault">Threads that fit where there is no limit.</param>
    internal IReadOnlyList<ThreadLimit> Measure(int stackBytes, long reservedBytes, int fitDefault = int.MaxValue)
    {
        long fit = Measure(ThreadCost.Estimate, reservedBytes)
            .Select(limit => limit.Threads)
            .DefaultIfEmpty(fitDefault)
            .Min();
        return Measure(ThreadCostProbe.Measure(_files, stackBytes, Math.Max(0, fit)), reservedBytes);
    }

    /// <summary>Every limit that this machine has, in no order.</summary>
    internal IReadOnlyList<ThreadLimit> Measure(ThreadCost cost, long reservedBytes)
    {
        var limits = new List<ThreadLimit>();
        AddMappings(limits, cost);
        AddTasks(limits);
        AddUserProcesses(limits);
        AddCgroupTasks(limits);
        AddMemory(limits, cost, reservedBytes);
        return limits;
    }

    private void AddMappings(List<ThreadLimit> limits, ThreadCost cost)
    {
        int used = _files.ReadLines(MapsPath).Count;
        if (used == 0 || _files.ReadNumber("/proc/sys/vm/max_map_count") is not { } max)
            return;
        // The margin: the heap grows, code is compiled, the allocator makes arenas.
        long margin = Math.Max(MappingMarginMin, max / 10);
        limits.Add(
            new ThreadLimit(
                $"vm.max_map_count ({max}, {used} in use, {cost.Mappings:0.#} for a thread)",
                AtLeastZero((long)((max - used - margin) / cost.Mappings)),
                threads =>
                {
                    double needed = used + (threads * cost.Mappings);
                    double raised = Math.Max(needed / 0.9, needed + MappingMarginMin);
                    return $"sudo sysctl vm.max_map_count={RoundUp(raised)}";
                }
            )
        );
    }

    private void AddTasks(List<ThreadLimit> limits)
    {
        long used = TasksInUse();
        foreach (
            (string name, string key) in ((string, string)[])
                [("threads-max", "kernel.threads-max"), ("pid_max", "kernel.pid_max")]
        )
        {
            if (_files.ReadNumber("/proc/sys/kernel/" + name) is { } max)
                limits.Add(TaskLimit($"{key} ({max}, {used} in use)", max, used, n => $"sudo sysctl {key}={n}"));
        }
    }

    /// <summary>RLIMIT_NPROC bounds all threads of the user; root is exempt.</summary>
    private void AddUserProcesses(List<ThreadLimit> limits)
    {
        if (_files.ReadField("/proc/self/status", "Uid") is not { } user || user == 0)
            return;
        string? line = _files
            .ReadLines("/proc/self/limits")
            .FirstOrDefault(text => text.StartsWith("Max processes", StringComparison.Ordinal));
        string? soft = line
            ?["Max processes".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault();
        if (!long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long max))
            return;
        long used = 0;
        foreach (string process in _files.Processes())
        {
            if (_files.ReadField(process + "/status", "Uid") == user)
                used += _files.ReadField(process + "/status", "Threads") ?? 0;
        }
        limits.Add(TaskLimit($"RLIMIT_NPROC ({max}, {used} in use)", max, used, n => $"ulimit -u {n}"));
    }

    private void AddCgroupTasks(List<ThreadLimit> limits)
    {
        foreach ((string directory, _) in new Cgroups(_files).Of("pids"))
        {
            if (_files.ReadNumber(directory + "/pids.max") is not { } max)
                continue;
            long used = _files.ReadNumber(directory + "/pids.current") ?? 0;
            limits.Add(
                TaskLimit(
                    $"{directory}/pids.max ({max}, {used} in use)",
                    max,
                    used,
                    n => $"echo {n} | sudo tee {directory}/pids.max"
                )
            );
        }
    }

    private void AddMemory(List<ThreadLimit> limits, ThreadCost cost, long reservedBytes)
    {
        foreach (MemoryRoom room in new MemoryLimits(_files).Measure())
        {
            // A fifth stays free for everybody else.
            long threads = ((room.AvailableBytes / 5 * 4) - reservedBytes) / cost.Bytes;
            limits.Add(new ThreadLimit(room.Name, AtLeastZero(threads), _ => room.Remedy));
        }
    }

    private long TasksInUse()
    {
        // /proc/loadavg: 0.00 0.01 0.05 runnable/tasks last-pid
        string[] words = _files.ReadLines("/proc/loadavg") is [string line, ..] ? line.Split(' ') : [];
        string[] counts = words.Length > 3 ? words[3].Split('/') : [];
        return
            counts.Length == 2
            && long.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long tasks)
            ? tasks
            : 0;
    }

    private static ThreadLimit TaskLimit(string name, long max, long used, Func<long, string> remedy) =>
        new(
            name,
            AtLeastZero(((max - used) * 9 / 10) - 64),
            threads => remedy(Math.Min(TasksMax, RoundUp(used + ((threads + 65) / 0.9))))
        );

    private static long RoundUp(double value) => (long)Math.Ceiling(value / 1000) * 1000;

    private static long AtLeastZero(long value) => Math.Max(0, value);
}
