namespace SwapStress.Stress.Report.Recorded;

/// <summary>A run as its results directory has it.</summary>
internal sealed record RecordedRun
{
    public required string Directory { get; init; }

    /// <summary>The last part of its path.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory)));

    /// <summary>The machine in a few words; null where the run did not record it.</summary>
    public string? Host { get; init; }

    /// <summary>What it ran on in a few words: "kernel, /dev/zram0, lz4, 2M, 256 threads"; null as above.</summary>
    public string? Setting { get; init; }

    /// <summary>What it said in the end; null as above.</summary>
    public string? Verdict { get; init; }

    /// <summary>What was compared, in the run's order.</summary>
    public required IReadOnlyList<RecordedContender> Contenders { get; init; }

    /// <summary>What of the directory could not be used, one line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>When it began, or its first part.</summary>
    public DateTime? StartedUtc { get; init; }

    /// <summary>How it ended; null where it did not come to its end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Every option, the version and the commit, in the order of the file.</summary>
    public IReadOnlyList<RecordedField> Options { get; init; } = [];

    /// <summary>The machine.</summary>
    public IReadOnlyList<RecordedField> HostFields { get; init; } = [];

    /// <summary>How losses came about.</summary>
    public IReadOnlyList<RecordedInterleaving> Interleavings { get; init; } = [];
}
