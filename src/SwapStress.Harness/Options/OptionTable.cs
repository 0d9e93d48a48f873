using System.Globalization;
using System.Text.Json.Nodes;
using SwapStress.Harness.Content;
using SwapStress.Paging.Swap;
using SwapStress.Store;

namespace SwapStress.Harness.Options;

/// <summary>
/// Every option of a run, a row each. Parser, help, completion, settings, options.json, <c>--resume</c>, races' presets, the
/// matrix and the reference page are derived from it; what must hold between options is in <see cref="OptionRules"/>.
/// </summary>
internal static class OptionTable
{
    private const long DelayNsMax = 60_000_000_000;
    private const long Millisecond = 1_000_000;
    private const long Hour = 3_600_000_000_000;
    private const OptionUse Everywhere = OptionUse.Kernel | OptionUse.Matrix;

    /// <summary>A run that was told nothing.</summary>
    public static StressOptions Defaults { get; } = new() { Strategies = [] };

    public static OptionRow<Backend> Backend { get; } =
        new(
            "--backend",
            OptionKind.Choice(("model", Options.Backend.Model), ("kernel", Options.Backend.Kernel)),
            "Whose paging: the model's, or the running kernel's with the system's own swap (Linux). Default {default}."
        )
        {
            Json = "backend",
            Get = o => o.Backend,
            Set = (o, value) => o with { Backend = value },
            Use = OptionUse.Kernel,
        };

    public static OptionRow<int> Rounds { get; } =
        new(
            "--rounds",
            OptionKind.Whole(0, int.MaxValue),
            "Rounds of each strategy; 0 = until stopped. Default: until each control has lost and each other strategy has a "
                + "round that counts, and several where they are short; no round begins after 60 s. With --duration "
                + $"{StressDefaults.RoundsWithinDuration}."
        )
        {
            Json = "rounds",
            JsonOf = o => o.Rounds,
            Set = (o, value) => o with { Rounds = value },
            MatrixDefault = "100",
            Use = Everywhere | OptionUse.Resume,
        };

    public static OptionRow<int> Threads { get; } =
        new(
            "--threads",
            OptionKind.Whole(1, int.MaxValue),
            "Worker threads; as many as fit are started. Default {default}."
        )
        {
            Json = "threads",
            Get = o => o.Threads,
            Set = (o, value) => o with { Threads = value },
            Preset = race => Invariant(race.Threads),
            MatrixDefault = "32",
            Use = Everywhere,
        };

    public static OptionRow<bool> Waves { get; } =
        new(
            "--waves",
            OptionKind.Flag,
            "Workers that get no thread run in waves, when others are done, so that no update is left out."
        )
        {
            Json = "waves",
            Get = o => o.Waves,
            Set = (o, value) => o with { Waves = value },
            Use = OptionUse.Kernel,
        };

    public static OptionRow<double> FailThreadStart { get; } =
        new(
            "--fail-thread-start",
            OptionKind.Percent,
            "How many of a hundred starts of a worker fail, as if the system refused the thread. Default {default}."
        )
        {
            Json = "failThreadStartPercent",
            Get = o => o.FailThreadStartPercent,
            Set = (o, value) => o with { FailThreadStartPercent = value },
            Use = OptionUse.Kernel,
        };

    public static OptionRow<long> Region { get; } =
        new("--region", OptionKind.Size(), "Memory that the workers share. Default {default}.")
        {
            Json = "regionBytes",
            Get = o => o.RegionBytes,
            // Until --swap-size says otherwise, the device is as large.
            Set = (o, value) => o with { RegionBytes = value, SwapBytes = Math.Max(value, OptionRules.SwapBytesMin) },
            Preset = race => race.RegionBytes is { } bytes ? SizeText.Format(bytes) : null,
            MatrixDefault = "64K",
            Use = Everywhere,
        };

    public static OptionRow<long> SwapSize { get; } =
        new(
            "--swap-size",
            OptionKind.Size(),
            "Swap device, whose first page is the header: at least 8K. If it is smaller than the region, the rest "
                + "stays in memory. Default: the region's size."
        )
        {
            More = "By default there is one slot fewer than pages.",
            Json = "swapSizeBytes",
            JsonOf = o => o.IsModel ? o.SwapBytes : o.Swap?.SizeBytes,
            Set = (o, value) => o with { SwapBytes = value },
        };

    public static OptionRow<string> Fix { get; } =
        new(
            "--fix",
            OptionKind.Word(FixWord.Off, FixWord.On, FixWord.Both),
            "off = --sync none, on = --sync prepare-tick, both = both in turn; with --race, the fix of that race. "
                + "Default both."
        );

    public static OptionRow<string?> Sync { get; } =
        new(
            "--sync",
            OptionKind.Text("LIST", "{strategies}", "all"),
            "Strategies, separated by commas: {strategies}; or all."
        )
        {
            Json = "sync",
            JsonOf = o =>
                o.IsModel
                    ? o.Strategies.Select(strategy => strategy.Name).Distinct(StringComparer.Ordinal).ToArray()
                    : null,
            MatrixDefault = "all",
            Use = OptionUse.Matrix,
        };

    public static OptionRow<string?> Race { get; } =
        new(
            "--race",
            OptionKind.Text("NAME", "{races}"),
            "Show this race, its fix off and on, with the options that expose it as defaults: {races}. "
                + "'{program} races' tells what they are."
        )
        {
            Json = "race",
            JsonOf = o => o.Race?.Name,
        };

    public static OptionRow<string> Device { get; } =
        new("--device", OptionKind.Word("zram", "brd"), "Swap device. Default {default}.")
        {
            Json = "device",
            Get = o => o.Device,
            JsonOf = o => o.IsModel ? o.Device : o.Swap?.Paths,
            Set = (o, value) => o with { Device = value },
            Preset = race => race.Device,
        };

    public static OptionRow<string?> Compressor { get; } =
        new(
            "--compressor",
            OptionKind.Text("lz4|zstd[:L][,dict]"),
            "Page codec of zram and zswap; with ,dict a dictionary is trained from the content. Default {default}."
        )
        {
            More = "Levels of zstd are 1 to 22 and -7 to -1.",
            Json = "compressor",
            Get = o => o.Compressor,
            JsonOf = o => o.IsModel ? o.Compressor : o.Swap?.Compressor,
            Set = (o, value) => o with { Compressor = value! },
        };

    public static OptionRow<string> CodecProvider { get; } =
        new(
            "--codec-provider",
            OptionKind.Word("native", "managed"),
            "Whose codecs. Default: native where its library is found."
        )
        {
            Json = "codecProvider",
            JsonOf = o => o.IsModel ? o.CodecProvider ?? "auto" : null,
            Set = (o, value) => o with { CodecProvider = value },
            Use = OptionUse.Matrix,
        };

    public static OptionRow<bool> Checksum { get; } =
        new(
            "--checksum",
            OptionKind.OnOff,
            "Keep a checksum of what each slot of zram stores, verified on each read. Default {default}."
        )
        {
            More = "Damage is then a read failure, never another page's data.",
            Json = "checksum",
            Get = o => o.Checksum,
            Set = (o, value) => o with { Checksum = value },
            ZramOnly = "is about what zram stores, and {0} has none",
        };

    public static OptionRow<bool> Zswap { get; } =
        new("--zswap", OptionKind.Flag, "Keep compressed pages in memory, in front of the device (zswap).")
        {
            Json = "zswap",
            JsonOf = o => o.Zswap is null ? null : new JsonObject(),
            Set = (o, _) => o with { Zswap = new ZswapSettings() },
            Preset = race => race.ZswapMaxPoolPercent is null ? null : "",
        };

    public static OptionRow<int> ZswapMaxPoolPercent { get; } =
        new(
            "--zswap-max-pool-percent",
            OptionKind.Whole(1, 100),
            "How much of the region's size they may take before the oldest go to the device. Default {default}."
        )
        {
            Json = "zswap.maxPoolPercent",
            Get = o => o.ZswapOrDefault.MaxPoolPercent,
            Set = (o, value) => o with { Zswap = o.ZswapOrDefault with { MaxPoolPercent = value } },
            Preset = race => Invariant(race.ZswapMaxPoolPercent),
            Use = OptionUse.Zswap,
        };

    public static OptionRow<bool> ZswapExclusiveFix { get; } =
        new(
            "--zswap-exclusive-fix",
            OptionKind.OnOff,
            "25cd241408a2: a load that skips the swap cache leaves the entry. Default {default}."
        )
        {
            More = "Off, what skips the swap cache loses data, prepare-tick too.",
            Json = "zswap.exclusiveFix",
            Get = o => o.ZswapOrDefault.ExclusiveFix,
            Set = (o, value) => o with { Zswap = o.ZswapOrDefault with { ExclusiveFix = value } },
            Use = OptionUse.Zswap,
        };

    public static OptionRow<bool> ZswapWritebackFix { get; } =
        new(
            "--zswap-writeback-fix",
            OptionKind.OnOff,
            "04fc7816089c: a writeback looks whether the entry is still its slot's. Default {default}."
        )
        {
            More = "Off, every strategy loses data.",
            Json = "zswap.writebackFix",
            Get = o => o.ZswapOrDefault.WritebackFix,
            Set = (o, value) => o with { Zswap = o.ZswapOrDefault with { WritebackFix = value } },
            Use = OptionUse.Zswap,
        };

    public static OptionRow<long> ZswapWritebackDelay { get; } =
        new(
            "--zswap-writeback-delay",
            OptionKind.Duration(0, DelayNsMax),
            "Pause of a writeback between picking an entry and claiming its slot. Default {default}."
        )
        {
            Json = "zswap.writebackDelayNs",
            Get = o => o.ZswapOrDefault.WritebackDelay.Nanoseconds,
            Set = (o, value) =>
                o with
                {
                    Zswap = o.ZswapOrDefault with { WritebackDelay = new ReadDelay(value, o.ReadDelay.Kind) },
                },
            Preset = race => Nanoseconds(race.ZswapWritebackDelayNs),
            Use = OptionUse.Zswap,
        };

    public static OptionRow<int> IoThreads { get; } =
        new(
            "--io-threads",
            OptionKind.Whole(0, 64),
            "Threads that write pages to the device, for swap-cache and cached; 0 = who reclaims a page writes it. "
                + "Default {default}."
        )
        {
            More = "The kernel lets a swap-in skip the swap cache on devices that are written synchronously only.",
            Json = "ioThreads",
            Get = o => o.IoThreads,
            Set = (o, value) => o with { IoThreads = value },
            Preset = race => Invariant(race.IoThreads),
            Use = OptionUse.Matrix,
        };

    public static OptionRow<SlotScan> SlotScan { get; } =
        new(
            "--slot-scan",
            OptionKind.Choice(("per-cpu", Paging.Swap.SlotScan.PerCpu), ("global", Paging.Swap.SlotScan.Global)),
            "Where the search for a free slot goes on when the device is nearly full: behind the last slot of this processor "
                + "(kernel 5.8 to 6.11) or of all (before). Default {default}."
        )
        {
            Json = "slotScan",
            Get = o => o.SlotScan,
            Set = (o, value) => o with { SlotScan = value },
            Use = OptionUse.Matrix,
        };

    public static OptionRow<bool> StableWrites { get; } =
        new(
            "--stable-writes",
            OptionKind.OnOff,
            "f05714293a59: a page that zram is writing is copied, not reused, when it is written to. Default {default}."
        )
        {
            Json = "stableWrites",
            Get = o => o.StableWrites,
            Set = (o, value) => o with { StableWrites = value },
            ZramOnly = "off changes nothing on {0}, which copies a page once",
        };

    public static OptionRow<double> FailPoolAlloc { get; } =
        new(
            "--fail-pool-alloc",
            OptionKind.Percent,
            "How many of a hundred allocations in zram's pool fail at first: the page waits for memory and is compressed "
                + "again. Default {default}."
        )
        {
            Json = "failPoolAllocPercent",
            Get = o => o.FailPoolAllocPercent,
            Set = (o, value) => o with { FailPoolAllocPercent = value },
            Preset = race => Invariant(race.FailPoolAllocPercent),
            ZramOnly = "is about zram's pool, and {0} has none",
        };

    public static OptionRow<double> FailRead { get; } =
        new(
            "--fail-read",
            OptionKind.Percent,
            "How many of a hundred reads of the device fail on purpose: the access fails as with SIGBUS, is reported, and "
                + "does not count; the data stays. Default {default}."
        )
        {
            Json = "failReadPercent",
            Get = o => o.FlakyOrNone.ReadErrorPercent,
            Set = (o, value) => o with { Flaky = o.FlakyOrNone with { ReadErrorPercent = value } },
        };

    public static OptionRow<double> FailWrite { get; } =
        new(
            "--fail-write",
            OptionKind.Percent,
            "How many of a hundred writes to the device fail on purpose: the page stays in memory, dirty. Default {default}."
        )
        {
            Json = "failWritePercent",
            Get = o => o.FlakyOrNone.WriteErrorPercent,
            Set = (o, value) => o with { Flaky = o.FlakyOrNone with { WriteErrorPercent = value } },
        };

    public static OptionRow<double> FailFull { get; } =
        new(
            "--fail-full",
            OptionKind.Percent,
            "How many of a hundred writes find the device full on purpose: the page stays in memory, dirty. Default {default}."
        )
        {
            Json = "failFullPercent",
            Get = o => o.FlakyOrNone.NoSpacePercent,
            Set = (o, value) => o with { Flaky = o.FlakyOrNone with { NoSpacePercent = value } },
        };

    public static OptionRow<double> SlowRead { get; } =
        new(
            "--slow-read",
            OptionKind.Percent,
            "How many of a hundred reads of the device take longer on purpose, by --slow-read-delay. Default {default}."
        )
        {
            Json = "slowReadPercent",
            Get = o => o.FlakyOrNone.SlowReadPercent,
            Set = (o, value) => o with { Flaky = o.FlakyOrNone with { SlowReadPercent = value } },
        };

    public static OptionRow<long> SlowReadDelay { get; } =
        new("--slow-read-delay", OptionKind.Duration(1, DelayNsMax), "How much longer. Default {default}.")
        {
            Json = "slowReadDelayNs",
            Get = o => o.FlakyOrNone.SlowReadNs,
            Set = (o, value) => o with { Flaky = o.FlakyOrNone with { SlowReadNs = value } },
        };

    public static OptionRow<long> CompactInterval { get; } =
        new(
            "--compact-interval",
            OptionKind.Duration(Millisecond, Hour),
            "Compact zram's pool on a thread of its own, this long after the last time: 1ms to 1h. Default: never."
        )
        {
            Json = "compactIntervalNs",
            JsonOf = o => o.CompactIntervalNs,
            Set = (o, value) => o with { CompactIntervalNs = value },
            ZramOnly = "is about zram's pool, and {0} has none",
        };

    public static OptionRow<long> MemLimit { get; } =
        new(
            "--mem-limit",
            OptionKind.Size(),
            "Memory that zram's pool may take; a page that does not fit stays resident. Default {default}: no limit."
        )
        {
            Json = "memLimitBytes",
            Get = o => o.Zram.MemLimitBytes,
            JsonOf = o => o.DeviceCompresses ? o.Zram.MemLimitBytes : null,
            Set = (o, value) => o with { Zram = o.Zram with { MemLimitBytes = value } },
            ZramOnly = "is about zram, and the device is {0}",
        };

    public static OptionRow<string?> Recompress { get; } =
        new(
            "--recompress",
            OptionKind.Codec,
            "Compress zram's idle pages again with this, such as zstd:9, where it makes their size class smaller. "
                + "Default: {default}."
        )
        {
            Json = "recompress",
            Get = o => o.Zram.Recompress,
            Set = (o, value) => o with { Zram = o.Zram with { Recompress = value } },
            ZramOnly = "is about zram, and the device is {0}",
        };

    public static OptionRow<string?> BackingFile { get; } =
        new(
            "--backing-file",
            OptionKind.Text("PATH"),
            "Move zram's idle and incompressible pages to this file; further strategies have PATH.2, PATH.3 and so on. "
                + "Default: {default}."
        )
        {
            More = "It must be new, empty, or have been one before.",
            Json = "backingFile",
            Get = o => o.Zram.BackingFile,
            Set = (o, value) =>
                value is { Length: > 0 }
                    ? o with
                    {
                        Zram = o.Zram with { BackingFile = value },
                    }
                    : throw new UsageException("--backing-file '' is no file; write --backing-file zram.bd"),
            ZramOnly = "is about zram, and the device is {0}",
        };

    public static OptionRow<long> IdleInterval { get; } =
        new(
            "--idle-interval",
            OptionKind.Duration(Millisecond),
            "How long a page must not be touched to be idle, and how often idle pages are looked for. Default {default}."
        )
        {
            Json = "idleIntervalNs",
            Get = o => o.Zram.IdleIntervalNs,
            JsonOf = o => o.Zram.HasPostProcessing ? o.Zram.IdleIntervalNs : null,
            Set = (o, value) => o with { Zram = o.Zram with { IdleIntervalNs = value } },
        };

    public static OptionRow<long> ReadDelay { get; } =
        new(
            "--read-delay",
            OptionKind.Duration(0, DelayNsMax),
            "Pause after each read of the device (the reproducer's patched brd: 1ms, spin); 0 for none. Default {default}."
        )
        {
            Json = "readDelayNs",
            Get = o => o.ReadDelay.Nanoseconds,
            Set = (o, value) => o with { ReadDelay = new ReadDelay(value, o.ReadDelay.Kind) },
            Preset = race => Nanoseconds(race.ReadDelayNs),
        };

    public static OptionRow<DelayKind> DelayKind { get; } =
        new(
            "--delay-kind",
            OptionKind.Choice(("spin", Store.DelayKind.Spin), ("sleep", Store.DelayKind.Sleep)),
            "How the delays are spent. Default {default}."
        )
        {
            Json = "delayKind",
            Get = o => o.ReadDelay.Kind,
            Set = (o, value) =>
                o with
                {
                    ReadDelay = new ReadDelay(o.ReadDelay.Nanoseconds, value),
                    Zswap = o.Zswap is { } zswap
                        ? zswap with
                        {
                            WritebackDelay = new ReadDelay(zswap.WritebackDelay.Nanoseconds, value),
                        }
                        : null,
                },
        };

    public static OptionRow<long> StepDelay { get; } =
        new(
            "--step-delay",
            OptionKind.Duration(0, DelayNsMax),
            "Each worker's sleep before each page; the reproducer's is 1ns. Default {default}."
        )
        {
            Json = "stepDelayNs",
            Get = o => o.StepDelayNs,
            Set = (o, value) => o with { StepDelayNs = value },
            Preset = race => Nanoseconds(race.StepDelayNs),
            // The reproducer's: workers that rest before each page let the swapper come between.
            MatrixDefault = "1ns",
            Use = Everywhere,
        };

    public static OptionRow<int> Hz { get; } =
        new("--hz", OptionKind.Whole(1, 10_000), "Ticks a second, for prepare-tick. Default {default}.")
        {
            Json = "hz",
            Get = o => o.Hz,
            Set = (o, value) => o with { Hz = value },
            Use = OptionUse.Matrix,
        };

    public static OptionRow<WorkKind> Work { get; } =
        new(
            "--work",
            OptionKind.Choice(("add", WorkKind.Add), ("fill", WorkKind.Fill)),
            "What workers do on each page: add to its counter, or also fill a line with bytes that do not compress. "
                + "Default {default}."
        )
        {
            Json = "work",
            Get = o => o.Work,
            Set = (o, value) => o with { Work = value },
            Preset = race =>
                race.FillsPages switch
                {
                    true => "fill",
                    false => "add",
                    null => null,
                },
            Use = Everywhere,
        };

    public static OptionRow<ContentSpec> Content { get; } =
        new(
            "--content",
            OptionKind.Content,
            "What fills the pages: runtime, zero, random or file:PATH. Default {default}."
        )
        {
            Json = "content",
            Get = o => o.Content,
            Set = (o, value) => o with { Content = value },
            Preset = race => race.Content,
            Use = Everywhere,
        };

    public static OptionRow<long> Duration { get; } =
        new("--duration", OptionKind.Duration(1), "Stop after this time, such as 30s or 8h.")
        {
            Json = "durationNs",
            JsonOf = o => o.DurationNs,
            Set = (o, value) => o with { DurationNs = value },
            Use = OptionUse.Kernel | OptionUse.Resume,
        };

    public static OptionRow<long> Watchdog { get; } =
        new(
            "--watchdog",
            OptionKind.Duration(),
            "End a run that stands still for so long, with exit code 5 and its state in watchdog.txt; 0 = never. Default "
                + $"{DurationText.Format(StressOptions.WatchdogNsDefault)}."
        )
        {
            Json = "watchdogNs",
            JsonOf = o => o.WatchdogNs,
            Set = (o, value) => o with { GivenWatchdogNs = value },
            Use = OptionUse.Kernel | OptionUse.Resume,
        };

    public static OptionRow<ulong> Seed { get; } =
        new(
            "--seed",
            OptionKind.Whole(0UL, ulong.MaxValue),
            "Seed of stamps, random content and of what fails on purpose. Default {default}."
        )
        {
            Json = "seed",
            Get = o => o.Seed,
            Set = (o, value) => o with { Seed = value },
            Use = Everywhere,
        };

    public static OptionRow<bool> FlightRecorder { get; } =
        new(
            "--flight-recorder",
            OptionKind.OnOff,
            "Record the last steps of each page, and show how the first loss came about. Default: on with --race or a "
                + "read delay, else off: without a delay it slows swap-ins by a sixth."
        )
        {
            Json = "flightRecorder",
            JsonOf = o => o.IsModel ? o.FlightRecorder : null,
            Set = (o, value) => o with { FlightRecorder = value },
        };

    public static OptionRow<string?> Trace { get; } =
        new(
            "--trace",
            OptionKind.Text("FILE"),
            "Write the steps around the first losses there, for ui.perfetto.dev (Trace Event Format); turns the flight recorder "
                + "on. With --resume they are added to those of the earlier parts."
        )
        {
            Use = OptionUse.Resume | OptionUse.Part,
        };

    public static OptionRow<bool> Strict { get; } =
        new("--strict", OptionKind.Flag, "Fewer threads than asked for are an error (exit 3).")
        {
            Json = "strict",
            Get = o => o.Strict,
            Set = (o, value) => o with { Strict = value },
            Use = OptionUse.Kernel,
        };

    public static OptionRow<bool> SelfCheck { get; } =
        new(
            "--self-check",
            OptionKind.Flag,
            "Refuse a run without a control, which alone shows that this run can lose data (exit 2)."
        )
        {
            Json = "selfCheck",
            JsonOf = o => o.SelfCheck,
            Set = (o, value) => o with { SelfCheck = value },
        };

    public static OptionRow<string?> Out { get; } =
        new("--out", OptionKind.Text("DIR"), "Directory of the results. Default results/<utc>-<name>.")
        {
            Json = "out",
            JsonOf = o => o.Out,
            Set = (o, value) => o with { Out = value },
            Use = Everywhere | OptionUse.Part,
        };

    public static OptionRow<long> RoundsFileSize { get; } =
        new(
            "--rounds-file-size",
            OptionKind.Size(OptionRules.RoundsFileBytesMin),
            "When rounds.jsonl is this large it becomes rounds.1.jsonl; seven such are kept, and the sums of those before. "
                + "Default {default}."
        )
        {
            Json = "roundsFileBytes",
            Get = o => o.RoundsFileBytes,
            Set = (o, value) => o with { RoundsFileBytes = value },
            Use = OptionUse.Kernel,
        };

    public static OptionRow<string?> Resume { get; } =
        new(
            "--resume",
            OptionKind.Text("DIR"),
            "Go on with the run of this results directory, with its options. Beside it only --rounds (the new total), "
                + "--duration (of this part), --watchdog, --trace and --no-progress."
        )
        {
            Use = OptionUse.Kernel | OptionUse.Part,
        };

    public static OptionRow<bool> NoProgress { get; } =
        new("--no-progress", OptionKind.Flag, "No live view on a terminal: a line every 30 s instead.")
        {
            Use = Everywhere | OptionUse.Resume | OptionUse.Part,
        };

    /// <summary>All of them, in the order of their declarations, which is that of help.</summary>
    public static IReadOnlyList<OptionRow> All { get; } = OptionRow.AllOf(typeof(OptionTable));

    public static IEnumerable<OptionRow> Of(OptionUse use) => All.Where(row => row.Use.HasFlag(use));

    /// <summary>The options of a file, by name.</summary>
    /// <exception cref="UsageException">There is none of that name, or its value is missing.</exception>
    public static OptionValues ValuesOf(IReadOnlyDictionary<string, string?> texts)
    {
        var values = new Dictionary<OptionRow, string?>();
        foreach ((string name, string? text) in texts)
        {
            OptionRow row =
                All.FirstOrDefault(row => row.Name == name) ?? throw new UsageException($"unknown option '{name}'");
            if (text is null && !row.IsFlag)
                throw new UsageException($"option '{name}' needs a value: {name} {row.ValueName}");
            values[row] = text;
        }
        return new OptionValues(values);
    }

    private static string? Nanoseconds(long? nanoseconds) =>
        nanoseconds is { } duration ? DurationText.Format(duration) : null;

    private static string? Invariant(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
