using SwapStress.Harness.Content;
using SwapStress.Harness.Kernel;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Store.Faulty;

namespace SwapStress.Harness.Options;

/// <summary>A run, every option resolved.</summary>
internal sealed record StressOptions
{
    /// <summary>What is run: the model, or the running kernel.</summary>
    public Backend Backend { get; init; }

    /// <summary>The system's swap that the kernel's region goes to; null with the model.</summary>
    public HostSwap? Swap { get; init; }

    /// <summary>Rounds of each strategy; 0 goes on until stopped, null until the run has an answer.</summary>
    public int? Rounds { get; init; }

    /// <summary>Worker threads asked for.</summary>
    public int Threads { get; init; } = StressDefaults.Threads;

    /// <summary>Whether workers that get no thread run in waves, when others are done.</summary>
    public bool Waves { get; init; }

    /// <summary>How many of a hundred starts of a worker fail on purpose, from 0 to 100.</summary>
    public double FailThreadStartPercent { get; init; }

    /// <summary>Bytes of each strategy's region.</summary>
    public long RegionBytes { get; init; } = StressDefaults.RegionBytes;

    /// <summary>Bytes of each strategy's swap device, the header page included.</summary>
    public long SwapBytes { get; init; } = StressDefaults.RegionBytes;

    /// <summary>The strategies, in the order in which each round runs them.</summary>
    public required IReadOnlyList<StrategyInfo> Strategies { get; init; }

    /// <summary>The race that the run shows, its fix off and on; null for none.</summary>
    public Race? Race { get; init; }

    /// <summary>The word of the results directory's name that stands for the strategies: off, on, both or the list.</summary>
    public string StrategiesName { get; init; } = FixWord.Both;

    /// <summary>The swap device: zram or brd.</summary>
    public string Device { get; init; } = StressDefaults.Device;

    /// <summary>The page codec of zram and zswap: lz4, zstd, zstd:LEVEL, or one with <c>,dict</c>.</summary>
    public string Compressor { get; init; } = StressDefaults.Compressor;

    /// <summary>native, managed, or null for native where it is found and managed elsewhere.</summary>
    public string? CodecProvider { get; init; }

    /// <summary>Whether zram keeps a checksum of what each slot stores.</summary>
    public bool Checksum { get; init; }

    /// <summary>zswap in front of the device, with the device's codec; null for none.</summary>
    public ZswapSettings? Zswap { get; init; }

    /// <summary>The same, with its own defaults where there is none.</summary>
    public ZswapSettings ZswapOrDefault => Zswap ?? new ZswapSettings();

    /// <summary>Limit, recompression and writeback of zram; its defaults on any other device.</summary>
    public ZramSettings Zram { get; init; } = new();

    /// <summary>Threads that write pages to the device; 0 for who reclaims them.</summary>
    public int IoThreads { get; init; } = StressDefaults.IoThreads;

    /// <summary>Threads that each region has for itself.</summary>
    public int ThreadsOfRegion =>
        IoThreads + (Zswap is null ? 0 : 1) + (CompactIntervalNs is null ? 0 : 1) + (Zram.HasPostProcessing ? 1 : 0);

    /// <summary>
    /// Whether a page under writeback is copied, not reused, when it is written to (f05714293a59). A device that does not
    /// compress needs no such thing.
    /// </summary>
    public bool StableWrites { get; init; } = true;

    /// <summary>Where the search for a free slot begins when no cluster is free.</summary>
    public SlotScan SlotScan { get; init; }

    /// <summary>How many of a hundred allocations that may not wait zram's pool refuses, from 0 to 100.</summary>
    public double FailPoolAllocPercent { get; init; }

    /// <summary>What the device does wrong on purpose while workers run; null for nothing.</summary>
    public FlakyOptions? Flaky { get; init; }

    /// <summary>The same, without any failure where there is none.</summary>
    public FlakyOptions FlakyOrNone => Flaky ?? new FlakyOptions();

    /// <summary>From one compaction of zram's pool to the next, in nanoseconds; null for none.</summary>
    public long? CompactIntervalNs { get; init; }

    /// <summary>The pause after each read of the device.</summary>
    public ReadDelay ReadDelay { get; init; } = new(StressDefaults.ReadDelayNs, StressDefaults.ReadDelayKind);

    /// <summary>Each worker's sleep before each page, in nanoseconds; 0 for none.</summary>
    public long StepDelayNs { get; init; }

    /// <summary>Ticks a second.</summary>
    public int Hz { get; init; } = StressDefaults.Hz;

    /// <summary>What a worker does on each page.</summary>
    public WorkKind Work { get; init; }

    /// <summary>What fills the pages.</summary>
    public ContentSpec Content { get; init; } = ContentSpec.Runtime;

    /// <summary>Longest duration of the run in nanoseconds, or null.</summary>
    public long? DurationNs { get; init; }

    /// <summary>How long a run may stand still before the watchdog ends it, by default: 30 s, in nanoseconds.</summary>
    public const long WatchdogNsDefault = 30_000_000_000;

    /// <summary>The shortest: 1 s, in nanoseconds.</summary>
    public const long WatchdogNsMin = 1_000_000_000;

    /// <summary>What the user said of it, in nanoseconds; 0 for ever, null for the default.</summary>
    public long? GivenWatchdogNs { get; init; }

    /// <summary>
    /// How long a run may stand still before the watchdog ends it, in nanoseconds; 0 for ever. By default at least ten of
    /// the longest delays, each of which is a standstill where only one thread is left.
    /// </summary>
    public long WatchdogNs => GivenWatchdogNs ?? Math.Max(WatchdogNsDefault, 10 * LongestDelayNs);

    /// <summary>The longest time that a thread pauses on purpose, in nanoseconds.</summary>
    public long LongestDelayNs =>
        (
            (long[])[ReadDelay.Nanoseconds, StepDelayNs, Flaky?.SlowReadNs ?? 0, Zswap?.WritebackDelay.Nanoseconds ?? 0]
        ).Max();

    /// <summary>The same as a duration; null for ever.</summary>
    public TimeSpan? Watchdog => WatchdogNs > 0 ? TimeSpan.FromMilliseconds(WatchdogNs / 1e6) : null;

    /// <summary>Between two records of how a run gets on, in nanoseconds: 30 s.</summary>
    public const long ProgressIntervalNs = 30_000_000_000;

    /// <summary>The seed of stamps, random content and of what fails on purpose.</summary>
    public ulong Seed { get; init; } = StressDefaults.Seed;

    /// <summary>Whether the last steps of each page are recorded, to show how the first losses came about.</summary>
    public bool FlightRecorder { get; init; }

    /// <summary>The file that the windows around losses go to as a trace; null for none.</summary>
    public string? TraceFile { get; init; }

    /// <summary>Whether fewer threads than asked for are an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a control that loses nothing is an error.</summary>
    public bool SelfCheck { get; init; }

    /// <summary>Bytes at which a file of rounds is full and the next one is begun.</summary>
    public long RoundsFileBytes { get; init; } = StressDefaults.RoundsFileBytes;

    /// <summary>The results directory, or null for one under results/.</summary>
    public string? Out { get; init; }

    /// <summary>Whether the model is run, and not the running kernel.</summary>
    public bool IsModel => Backend == Backend.Model;

    /// <summary>Whether the model's swap device compresses, and so needs pages that do not change while they are written.</summary>
    public bool DeviceCompresses => IsModel && Device == "zram";

    /// <summary>Pages of the region.</summary>
    public int PageCount => (int)(RegionBytes / PageSize.Bytes);

    /// <summary>The content of its pages; reads the files it needs.</summary>
    /// <exception cref="UsageException">The user's file cannot be used.</exception>
    /// <exception cref="EnvironmentException">The runtime's files cannot be read.</exception>
    public PageContent LoadContent() => PageContent.Load(Content, RegionBytes, Seed);
}
