namespace SwapStress.Harness.Limits;

/// <summary>
/// Measures every limit on this process's threads before any is started: .NET aborts, uncatchably, when memory
/// mappings run out, so trying is no way to find out.
/// </summary>
internal sealed class ThreadLimits
{
    /// <summary>
    /// The stack of a worker, in bytes. The deepest path is a page fault with its codec, below 32 KiB; the rest is for the
    /// just-in-time compiler, which runs on the thread that first needs a method.
    /// </summary>
    public const int WorkerStackBytes = 256 << 10;

    internal const string MapsPath = "/proc/self/maps";
    private const long TasksMax = 4_194_304;
    private const int MappingMarginMin = 1_000;

    /// <summary>Threads that check the pages between the rounds, at most, and never more than workers.</summary>
    public const int CheckersMax = 64;

    /// <summary>Threads that a run has besides: those that drive and watch it, and those that the runtime starts yet.</summary>
    private const int OwnThreads = 16;

    /// <summary>A thread takes its stack and the allocator's room for it whether or not it touches them.</summary>
    private const long AddressSpaceOfThread = 512 << 10;

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
    /// <param name="reservedBytes">Memory that the run needs for other things.</param>
    /// <param name="otherThreads">Threads of the regions and their devices.</param>
    public ThreadBudget Weigh(int requested, int stackBytes, long reservedBytes, int otherThreads = 0) =>
        ThreadBudget.For(requested, Measure(stackBytes, reservedBytes, requested, otherThreads));

    /// <summary>Every limit that this machine has, in no order, with what a thread takes as measured.</summary>
    /// <param name="reservedBytes">Memory that the run needs for other things.</param>
    /// <param name="fitDefault">Threads that fit where there is no limit.</param>
    /// <param name="otherThreads">Threads of the regions and their devices.</param>
    internal IReadOnlyList<ThreadLimit> Measure(
        int stackBytes,
        long reservedBytes,
        int fitDefault = int.MaxValue,
        int otherThreads = 0
    )
    {
        long fit = Measure(ThreadCost.Estimate, reservedBytes, otherThreads)
            .Select(limit => limit.Threads)
            .DefaultIfEmpty(fitDefault)
            .Min();
        return Measure(ThreadCostProbe.Measure(_files, stackBytes, Math.Max(0, fit)), reservedBytes, otherThreads);
    }

    /// <summary>Every limit that this machine has, in no order.</summary>
    internal IReadOnlyList<ThreadLimit> Measure(ThreadCost cost, long reservedBytes, int otherThreads = 0)
    {
        var limits = new List<ThreadLimit>();
        AddMappings(limits, cost);
        AddTasks(limits, otherThreads);
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

    private void AddTasks(List<ThreadLimit> limits, int otherThreads)
    {
        foreach (TaskRoom room in new TaskLimits(_files).Measure())
        {
            long free = Math.Max(0, room.Max - room.Used);
            long rest = Math.Max(0, free - OwnThreads - otherThreads - (free / 10));
            // Each checker may be the last thread that fits, too; there are no more of them than workers.
            long workers = rest >= 2 * CheckersMax ? rest - CheckersMax : rest / 2;
            limits.Add(
                new ThreadLimit(
                    $"{room.Name} ({room.Max}, {room.Used} in use, {free - workers} kept for the checkers, the runtime and others)",
                    workers,
                    threads =>
                        room.RemedyFor(
                            Math.Min(
                                TasksMax,
                                RoundUp(room.Used + ((threads + CheckersMax + OwnThreads + otherThreads + 1) / 0.9))
                            )
                        )
                )
            );
        }
    }

    private void AddMemory(List<ThreadLimit> limits, ThreadCost cost, long reservedBytes)
    {
        var memory = new MemoryLimits(_files);
        Add(memory.Measure(), cost.Bytes);
        Add(memory.AddressSpace(), AddressSpaceOfThread);

        void Add(IEnumerable<MemoryRoom> rooms, long threadBytes)
        {
            foreach (MemoryRoom room in rooms)
            {
                // A fifth stays free for everybody else.
                long threads = ((room.AvailableBytes / 5 * 4) - reservedBytes) / threadBytes;
                limits.Add(
                    new ThreadLimit(
                        $"{room.Name} ({room.AvailableBytes >> 20} MiB available)",
                        AtLeastZero(threads),
                        _ => room.Remedy
                    )
                );
            }
        }
    }

    private static long RoundUp(double value) => (long)Math.Ceiling(value / 1000) * 1000;

    private static long AtLeastZero(long value) => Math.Max(0, value);
}
