namespace SwapStress.Harness.Options;

/// <summary>What a zram device does besides storing pages.</summary>
internal sealed record ZramSettings
{
    /// <summary>How often idle slots are looked for, by default: 100 ms, in nanoseconds.</summary>
    public const long IdleIntervalNsDefault = 100_000_000;

    /// <summary>Memory that its pool may take, in bytes; 0 for no limit.</summary>
    public long MemLimitBytes { get; init; }

    /// <summary>The algorithm that idle pages are compressed with again: zstd:9; null for none.</summary>
    public string? Recompress { get; init; }

    /// <summary>The file that idle and huge pages are written back to; null for none.</summary>
    public string? BackingFile { get; init; }

    /// <summary>How long a page must not be touched to count as idle, and how often that is looked for, in nanoseconds.</summary>
    public long IdleIntervalNs { get; init; } = IdleIntervalNsDefault;

    /// <summary>Whether a thread works on pages that are already stored.</summary>
    public bool HasPostProcessing => Recompress is not null || BackingFile is not null;

    /// <summary>The backing file of one of a run's devices: each has one of its own.</summary>
    /// <param name="device">Which device, from 0.</param>
    public string BackingFileOf(int device) => device == 0 ? BackingFile! : $"{BackingFile}.{device + 1}";
}
