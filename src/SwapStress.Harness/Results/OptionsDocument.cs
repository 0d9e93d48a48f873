using SwapStress.Harness.Options;
using SwapStress.Store.Faulty;

namespace SwapStress.Harness.Results;

/// <summary>
/// Every resolved option; units are in the names. With the kernel, device, compressor and swap size are those of the
/// system's swap, and what else says how the model works is null.
/// </summary>
internal sealed record OptionsDocument
{
    public required string Backend { get; init; }

    /// <summary>Null where the run goes on until it has an answer.</summary>
    public required int? Rounds { get; init; }
    public required int Threads { get; init; }
    public required bool Waves { get; init; }
    public required double FailThreadStartPercent { get; init; }
    public required long RegionBytes { get; init; }
    public required long? SwapSizeBytes { get; init; }
    public required IReadOnlyList<string>? Sync { get; init; }

    /// <summary>Its name; null without a race.</summary>
    public required string? Race { get; init; }
    public required string? Device { get; init; }
    public required string? Compressor { get; init; }
    public required string? CodecProvider { get; init; }
    public required string? Checksum { get; init; }
    public required ZswapOptionsDocument? Zswap { get; init; }
    public required int? IoThreads { get; init; }
    public required string? SlotScan { get; init; }
    public required string? StableWrites { get; init; }
    public required double? FailPoolAllocPercent { get; init; }

    /// <summary>Of a hundred requests of the device, those that fail on purpose; null with the kernel, like the next four.</summary>
    public required double? FailReadPercent { get; init; }
    public required double? FailWritePercent { get; init; }
    public required double? FailFullPercent { get; init; }
    public required double? SlowReadPercent { get; init; }
    public required long? SlowReadDelayNs { get; init; }

    /// <summary>Null for no compaction.</summary>
    public required long? CompactIntervalNs { get; init; }

    /// <summary>0 for no limit; null without zram, like the next.</summary>
    public required long? MemLimitBytes { get; init; }

    /// <summary>The secondary algorithm; null for none.</summary>
    public required string? Recompress { get; init; }
    public required string? BackingFile { get; init; }

    /// <summary>Null where nothing is recompressed or written back.</summary>
    public required long? IdleIntervalNs { get; init; }
    public required long? ReadDelayNs { get; init; }
    public required string? DelayKind { get; init; }
    public required long StepDelayNs { get; init; }
    public required int? Hz { get; init; }
    public required string Work { get; init; }
    public required string Content { get; init; }
    public required long? DurationNs { get; init; }

    /// <summary>0 for none.</summary>
    public required long WatchdogNs { get; init; }
    public required ulong Seed { get; init; }
    public required bool? FlightRecorder { get; init; }
    public required bool Strict { get; init; }
    public required bool SelfCheck { get; init; }
    public required long RoundsFileBytes { get; init; }
    public required string Out { get; init; }

    public static OptionsDocument From(StressOptions options, string directory)
    {
        bool isModel = options.Backend == Options.Backend.Model;
        FlakyOptions? flaky = isModel ? options.Flaky ?? new FlakyOptions() : null;
        return new OptionsDocument
        {
            Backend = isModel ? "model" : "kernel",
            Rounds = options.Rounds,
            Threads = options.Threads,
            Waves = options.Waves,
            FailThreadStartPercent = options.FailThreadStartPercent,
            RegionBytes = options.RegionBytes,
            SwapSizeBytes = isModel ? options.SwapBytes : options.Swap?.SizeBytes,
            Sync = isModel
                ? options.Strategies.Select(strategy => strategy.Name).Distinct(StringComparer.Ordinal).ToArray()
                : null,
            Race = options.Race?.Name,
            Device = isModel ? options.Device : options.Swap?.Paths,
            Compressor = isModel ? options.Compressor : options.Swap?.Compressor,
            CodecProvider = isModel ? options.CodecProvider ?? "auto" : null,
            Checksum =
                !isModel ? null
                : options.Checksum ? "on"
                : "off",
            Zswap = options.Zswap is { } zswap ? ZswapOptionsDocument.From(zswap) : null,
            IoThreads = isModel ? options.IoThreads : null,
            SlotScan =
                !isModel ? null
                : options.SlotScan == Paging.Swap.SlotScan.Global ? "global"
                : "per-cpu",
            StableWrites =
                !isModel ? null
                : options.StableWrites ? "on"
                : "off",
            FailPoolAllocPercent = isModel ? options.FailPoolAllocPercent : null,
            FailReadPercent = flaky?.ReadErrorPercent,
            FailWritePercent = flaky?.WriteErrorPercent,
            FailFullPercent = flaky?.NoSpacePercent,
            SlowReadPercent = flaky?.SlowReadPercent,
            SlowReadDelayNs = flaky?.SlowReadNs,
            CompactIntervalNs = isModel ? options.CompactIntervalNs : null,
            MemLimitBytes = options.DeviceCompresses ? options.Zram.MemLimitBytes : null,
            Recompress = options.Zram.Recompress,
            BackingFile = options.Zram.BackingFile,
            IdleIntervalNs = options.Zram.HasPostProcessing ? options.Zram.IdleIntervalNs : null,
            ReadDelayNs = isModel ? options.ReadDelay.Nanoseconds : null,
            DelayKind =
                !isModel ? null
                : options.ReadDelay.Kind == Store.DelayKind.Sleep ? "sleep"
                : "spin",
            StepDelayNs = options.StepDelayNs,
            Hz = isModel ? options.Hz : null,
            Work = options.Work == WorkKind.Fill ? "fill" : "add",
            Content = options.Content.ToString(),
            DurationNs = options.DurationNs,
            WatchdogNs = options.WatchdogNs,
            Seed = options.Seed,
            FlightRecorder = isModel ? options.FlightRecorder : null,
            Strict = options.Strict,
            SelfCheck = options.SelfCheck,
            RoundsFileBytes = options.RoundsFileBytes,
            Out = directory,
        };
    }
}
