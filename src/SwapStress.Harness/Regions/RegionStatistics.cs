using System.Text.Json.Serialization;
using SwapStress.Harness.Options;
using SwapStress.Paging.Zswap;
using SwapStress.Store;
using SwapStress.Store.Faulty;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Regions;

/// <summary>Counters of a region. What nobody counts is null, not 0: a kernel does not tell all that a model does.</summary>
internal sealed record RegionStatistics
{
    /// <summary>Nothing counted, by nobody yet.</summary>
    public static RegionStatistics Zero { get; } = new();

    /// <summary>What a model counts at least, all 0.</summary>
    private static readonly RegionStatistics ModelZero = new()
    {
        Refaults = 0,
        FailedWrites = 0,
        StaleInstalls = 0,
        SwapMapErrors = 0,
        Events = default(LossCauses),
        Device = default(DeviceMemory),
    };

    /// <summary>What no rounds of a strategy, or of a kernel, count.</summary>
    public static RegionStatistics ZeroOf(StrategyInfo strategy) => strategy.IsKernel ? Zero : ModelZero;

    /// <summary>Faults that read the swap device.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Faults that lost the race for the page and were taken again.</summary>
    public long? Refaults { get; init; }

    /// <summary>Faults that needed no read.</summary>
    public long MinorFaults { get; init; }

    /// <summary>Pages written to the swap device.</summary>
    public long SwapOuts { get; init; }

    /// <summary>Times that a page left memory: to the device, or to zswap, whose writeback moves it on and is no other time.</summary>
    [JsonIgnore]
    public long PagesOut => SwapOuts + (Zswap is { } zswap ? zswap.Stores - zswap.WrittenBackPages : 0);

    /// <summary>Writes that the device refused or failed; each such page stayed in memory.</summary>
    public long? FailedWrites { get; init; }

    /// <summary>What the device did on purpose; null where it does nothing.</summary>
    public FlakyCounts? Injected { get; init; }

    /// <summary>Pages mapped to a folio that did not hold their newest content (see the oracle in docs/MODEL.md).</summary>
    public long? StaleInstalls { get; init; }

    /// <summary>Uses of a slot dropped that nobody had, and slots freed that were in use: only <c>swap-count</c> gets there.</summary>
    public long? SwapMapErrors { get; init; }

    /// <summary>The same by what explains them.</summary>
    public LossCauses? Events { get; init; }

    /// <summary>Reads of the device that found another checksum than was written; null without checksums.</summary>
    public long? ChecksumErrors { get; init; }

    /// <summary>Latency of the swap-ins and of their phases.</summary>
    /// <remarks>As with <see cref="Runs.StrategyResult.Statistics"/>, a file must have it.</remarks>
    [JsonRequired]
    public SwapInLatency SwapIn { get; init; } = SwapInLatency.Empty;

    /// <summary>Data and memory of the swap device now, not a counter; null for a kernel whose swap is not one zram device.</summary>
    public DeviceMemory? Device { get; init; }

    /// <summary>
    /// The size classes of its pool now; empty without one, or where nobody asked. Lines of rounds leave them out: those of
    /// the last round are enough.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<SizeClassStatistics> SizeClasses { get; init; } = [];

    /// <summary>What zswap counted; null without it.</summary>
    public ZswapStatistics? Zswap { get; init; }

    /// <summary>What was done to pages in zram; null where nothing is.</summary>
    public ZramActivity? ZramActivity { get; init; }

    /// <summary>What was counted since <paramref name="earlier"/>, with the device as it is now.</summary>
    public RegionStatistics Since(RegionStatistics earlier) =>
        new()
        {
            MajorFaults = MajorFaults - earlier.MajorFaults,
            Refaults = Since(Refaults, earlier.Refaults),
            MinorFaults = MinorFaults - earlier.MinorFaults,
            SwapOuts = SwapOuts - earlier.SwapOuts,
            FailedWrites = Since(FailedWrites, earlier.FailedWrites),
            Injected = Injected?.Since(earlier.Injected ?? default),
            StaleInstalls = Since(StaleInstalls, earlier.StaleInstalls),
            SwapMapErrors = Since(SwapMapErrors, earlier.SwapMapErrors),
            Events = Events?.Since(earlier.Events ?? default),
            ChecksumErrors = Since(ChecksumErrors, earlier.ChecksumErrors),
            SwapIn = SwapIn.Since(earlier.SwapIn),
            Device = Device,
            SizeClasses = SizeClasses,
            Zswap = Zswap?.Since(earlier.Zswap ?? default),
            ZramActivity = ZramActivity?.Since(earlier.ZramActivity ?? default),
        };

    /// <summary>
    /// Both together, with the device as <paramref name="later"/> saw it, but for the most memory that it ever took.
    /// </summary>
    public RegionStatistics Plus(RegionStatistics later) =>
        new()
        {
            MajorFaults = MajorFaults + later.MajorFaults,
            Refaults = Plus(Refaults, later.Refaults),
            MinorFaults = MinorFaults + later.MinorFaults,
            SwapOuts = SwapOuts + later.SwapOuts,
            FailedWrites = Plus(FailedWrites, later.FailedWrites),
            Injected = later.Injected is { } injected ? (Injected ?? default).Plus(injected) : Injected,
            StaleInstalls = Plus(StaleInstalls, later.StaleInstalls),
            SwapMapErrors = Plus(SwapMapErrors, later.SwapMapErrors),
            Events = later.Events is { } events ? (Events ?? default).Plus(events) : Events,
            ChecksumErrors = Plus(ChecksumErrors, later.ChecksumErrors),
            SwapIn = SwapIn.Plus(later.SwapIn),
            Device = later.Device is { } device
                ? device with
                {
                    MemUsedMaxBytes = Math.Max(Device?.MemUsedMaxBytes ?? 0, device.MemUsedMaxBytes),
                }
                : Device,
            SizeClasses = later.SizeClasses,
            Zswap = later.Zswap is { } zswap ? (Zswap ?? default).Plus(zswap) : Zswap,
            ZramActivity = later.ZramActivity is { } zram ? (ZramActivity ?? default).Plus(zram) : ZramActivity,
        };

    private static long? Since(long? now, long? earlier) => now - (earlier ?? 0);

    private static long? Plus(long? sum, long? later) => sum is null ? later : sum + (later ?? 0);
}
