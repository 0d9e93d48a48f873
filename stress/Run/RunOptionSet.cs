using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Paging.Zswap;
using SwapStress.Store.Faulty;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Run;

/// <summary>The options of <c>run</c>. Every value is read as text: <see cref="OptionResolver"/> gives it a meaning.</summary>
internal sealed class RunOptionSet
{
    /// <summary>What <c>--content</c> completes to.</summary>
    public static IReadOnlyList<string> ContentWords { get; } = ["runtime", "zero", "random", "file:"];

    public RunOptionSet(IEnumerable<string> strategyNames, IEnumerable<string> raceNames)
    {
        Race = Value(
            "--race",
            "NAME",
            $"Show this race, its fix off and on, with the options that expose it as defaults: {string.Join(", ", raceNames)}. "
                + $"'{ProgramName.Typed} races' tells what they are.",
            raceNames
        );
        Sync = Value(
            "--sync",
            "LIST",
            $"Strategies, separated by commas: {string.Join(", ", strategyNames)}; or all.",
            [.. strategyNames, "all"]
        );
    }

    public Option<string> Backend { get; } =
        Value(
            "--backend",
            "model|kernel",
            "Whose paging: the model's, or the running kernel's with the system's own swap (Linux). Default model."
        );

    public Option<string> Rounds { get; } =
        Value(
            "--rounds",
            "N",
            "Rounds of each strategy; 0 = until stopped. Default: until each control has lost and each other strategy has a "
                + "round that counts, and several where they are short; no round begins after 60 s. With --duration "
                + $"{StressDefaults.RoundsWithinDuration}."
        );

    public Option<string> Threads { get; } =
        Value("--threads", "N", $"Worker threads; as many as fit are started. Default {StressDefaults.Threads}.");

    public Option<bool> Waves { get; } =
        Flag(
            "--waves",
            "Workers that get no thread run in waves, when others are done, so that no update is left out."
        );

    public Option<string> FailThreadStart { get; } =
        Value(
            "--fail-thread-start",
            "PERCENT",
            "How many of a hundred starts of a worker fail, as if the system refused the thread. Default 0."
        );

    public Option<string> Region { get; } =
        Value(
            "--region",
            "SIZE",
            $"Memory that the workers share. Default {SizeText.Format(StressDefaults.RegionBytes)}."
        );

    public Option<string> SwapSize { get; } =
        Value(
            "--swap-size",
            "SIZE",
            "Swap device, whose first page is the header: at least 8K. If it is smaller than the region, the rest "
                + "stays in memory. Default: the region's size."
        );

    public Option<string> Fix { get; } =
        Value(
            "--fix",
            "off|on|both",
            "off = --sync none, on = --sync prepare-tick, both = both in turn; with --race, the fix of that race. "
                + "Default both."
        );

    public Option<string> Sync { get; }

    public Option<string> Race { get; }

    public Option<string> Device { get; } =
        Value("--device", "zram|brd", $"Swap device. Default {StressDefaults.Device}.");

    public Option<string> Compressor { get; } =
        Value(
            "--compressor",
            "lz4|zstd[:L][,dict]",
            $"Page codec of zram and zswap; with ,dict a dictionary is trained from the content. Default {StressDefaults.Compressor}."
        );

    public Option<string> Checksum { get; } =
        Value(
            "--checksum",
            "on|off",
            "Keep a checksum of what each slot of zram stores, verified on each read. Default off."
        );

    public Option<string> CodecProvider { get; } =
        Value("--codec-provider", "native|managed", "Whose codecs. Default: native where its library is found.");

    public Option<bool> Zswap { get; } =
        Flag("--zswap", "Keep compressed pages in memory, in front of the device (zswap).");

    public Option<string> ZswapMaxPoolPercent { get; } =
        Value(
            "--zswap-max-pool-percent",
            "N",
            "How much of the region's size they may take before the oldest go to the device. Default "
                + $"{ZswapOptions.MaxPoolPercentDefault}."
        );

    public Option<string> ZswapExclusiveFix { get; } =
        Value(
            "--zswap-exclusive-fix",
            "on|off",
            "25cd241408a2: a load that skips the swap cache leaves the entry. Default on."
        );

    public Option<string> ZswapWritebackFix { get; } =
        Value(
            "--zswap-writeback-fix",
            "on|off",
            "04fc7816089c: a writeback looks whether the entry is still its slot's. Default on."
        );

    public Option<string> ZswapWritebackDelay { get; } =
        Value(
            "--zswap-writeback-delay",
            "DUR",
            "Pause of a writeback between picking an entry and claiming its slot. Default 0."
        );

    public Option<string> IoThreads { get; } =
        Value(
            "--io-threads",
            "N",
            "Threads that write pages to the device, for swap-cache and cached; 0 = who reclaims a page writes it. "
                + $"Default {StressDefaults.IoThreads}."
        );

    public Option<string> SlotScan { get; } =
        Value(
            "--slot-scan",
            "per-cpu|global",
            "Where the search for a free slot goes on when the device is nearly full: behind the last slot of this processor "
                + "(kernel 5.8 to 6.11) or of all (before). Default per-cpu."
        );

    public Option<string> StableWrites { get; } =
        Value(
            "--stable-writes",
            "on|off",
            "f05714293a59: a page that zram is writing is copied, not reused, when it is written to. Default on."
        );

    public Option<string> FailPoolAlloc { get; } =
        Value(
            "--fail-pool-alloc",
            "PERCENT",
            "How many of a hundred allocations in zram's pool fail at first: the page waits for memory and is compressed "
                + "again. Default 0."
        );

    public Option<string> FailRead { get; } =
        Value(
            "--fail-read",
            "PERCENT",
            "How many of a hundred reads of the device fail on purpose: the access fails as with SIGBUS, is reported, and "
                + "does not count; the data stays. Default 0."
        );

    public Option<string> FailWrite { get; } =
        Value(
            "--fail-write",
            "PERCENT",
            "How many of a hundred writes to the device fail on purpose: the page stays in memory, dirty. Default 0."
        );

    public Option<string> FailFull { get; } =
        Value(
            "--fail-full",
            "PERCENT",
            "How many of a hundred writes find the device full on purpose: the page stays in memory, dirty. Default 0."
        );

    public Option<string> SlowRead { get; } =
        Value(
            "--slow-read",
            "PERCENT",
            "How many of a hundred reads of the device take longer on purpose, by --slow-read-delay. Default 0."
        );

    public Option<string> SlowReadDelay { get; } =
        Value(
            "--slow-read-delay",
            "DUR",
            $"How much longer. Default {DurationText.Format(FlakyOptions.SlowReadNsDefault)}."
        );

    public Option<string> CompactInterval { get; } =
        Value(
            "--compact-interval",
            "DUR",
            "Compact zram's pool on a thread of its own, this long after the last time: 1ms to 1h. Default: never."
        );

    public Option<string> MemLimit { get; } =
        Value(
            "--mem-limit",
            "SIZE",
            "Memory that zram's pool may take; a page that does not fit stays resident. Default 0: no limit."
        );

    public Option<string> Recompress { get; } =
        Value(
            "--recompress",
            "lz4|zstd[:L]",
            "Compress zram's idle pages again with this, such as zstd:9, where it makes their size class smaller. "
                + "Default: none."
        );

    public Option<string> BackingFile { get; } =
        Value(
            "--backing-file",
            "PATH",
            "Move zram's idle and incompressible pages to this file; further strategies have PATH.2, PATH.3 and so on. "
                + "Default: none."
        );

    public Option<string> IdleInterval { get; } =
        Value(
            "--idle-interval",
            "DUR",
            "How long a page must not be touched to be idle, and how often idle pages are looked for. Default "
                + $"{DurationText.Format(ZramSettings.IdleIntervalNsDefault)}."
        );

    public Option<string> ReadDelay { get; } =
        Value(
            "--read-delay",
            "DUR",
            "Pause after each read of the device (the reproducer's patched brd: 1ms, spin); 0 for none. Default "
                + $"{DurationText.Format(StressDefaults.ReadDelayNs)}."
        );

    public Option<string> DelayKind { get; } =
        Value("--delay-kind", "spin|sleep", "How the delays are spent. Default sleep.");

    public Option<string> StepDelay { get; } =
        Value("--step-delay", "DUR", "Each worker's sleep before each page; the reproducer's is 1ns. Default 0.");

    public Option<string> Hz { get; } =
        Value("--hz", "N", $"Ticks a second, for prepare-tick. Default {StressDefaults.Hz}.");

    public Option<string> Work { get; } =
        Value(
            "--work",
            "add|fill",
            "What workers do on each page: add to its counter, or also fill a line with bytes that do not compress. "
                + "Default add."
        );

    public Option<string> Content { get; } =
        Value(
            "--content",
            "KIND",
            "What fills the pages: runtime, zero, random or file:PATH. Default runtime.",
            ContentWords
        );

    public Option<string> Duration { get; } = Value("--duration", "DUR", "Stop after this time, such as 30s or 8h.");

    public Option<string> Watchdog { get; } =
        Value(
            "--watchdog",
            "DUR",
            "End a run that stands still for so long, with exit code 5 and its state in watchdog.txt; 0 = never. Default "
                + $"{DurationText.Format(StressOptions.WatchdogNsDefault)}."
        );

    public Option<string> Seed { get; } =
        Value(
            "--seed",
            "N",
            $"Seed of stamps, random content and of what fails on purpose. Default {StressDefaults.Seed}."
        );

    public Option<string> FlightRecorder { get; } =
        Value(
            "--flight-recorder",
            "on|off",
            "Record the last steps of each page, and show how the first loss came about. Default: on with --race or a "
                + "read delay, else off: without a delay it slows swap-ins by a sixth."
        );

    public Option<string> Trace { get; } =
        Value(
            "--trace",
            "FILE",
            "Write the steps around the first losses there, for ui.perfetto.dev (Trace Event Format); turns the flight recorder "
                + "on. With --resume they are added to those of the earlier parts."
        );

    public Option<bool> Strict { get; } = Flag("--strict", "Fewer threads than asked for are an error (exit 3).");

    public Option<bool> SelfCheck { get; } =
        Flag("--self-check", "Refuse a run without a control, which alone shows that this run can lose data (exit 2).");

    public Option<string> Out { get; } =
        Value("--out", "DIR", "Directory of the results. Default results/<utc>-<name>.");

    public Option<string> RoundsFileSize { get; } =
        Value(
            "--rounds-file-size",
            "SIZE",
            "When rounds.jsonl is this large it becomes rounds.1.jsonl; seven such are kept, and the sums of those before. "
                + $"Default {SizeText.Format(StressDefaults.RoundsFileBytes)}."
        );

    public Option<string> Resume { get; } =
        Value(
            "--resume",
            "DIR",
            "Go on with the run of this results directory, with its options. Beside it only --rounds (the new total), "
                + "--duration (of this part), --watchdog, --trace and --no-progress."
        );

    public Option<bool> NoProgress { get; } =
        Flag("--no-progress", "No live view on a terminal: a line every 30 s instead.");

    /// <summary>All of them, in the order of help.</summary>
    public IEnumerable<Option> All =>
        [
            Backend,
            Rounds,
            Threads,
            Waves,
            FailThreadStart,
            Region,
            SwapSize,
            Fix,
            Sync,
            Race,
            Device,
            Compressor,
            CodecProvider,
            Checksum,
            Zswap,
            ZswapMaxPoolPercent,
            ZswapExclusiveFix,
            ZswapWritebackFix,
            ZswapWritebackDelay,
            IoThreads,
            SlotScan,
            StableWrites,
            FailPoolAlloc,
            FailRead,
            FailWrite,
            FailFull,
            SlowRead,
            SlowReadDelay,
            CompactInterval,
            MemLimit,
            Recompress,
            BackingFile,
            IdleInterval,
            ReadDelay,
            DelayKind,
            StepDelay,
            Hz,
            Work,
            Content,
            Duration,
            Watchdog,
            Seed,
            FlightRecorder,
            Trace,
            Strict,
            SelfCheck,
            Out,
            RoundsFileSize,
            Resume,
            NoProgress,
        ];

    /// <summary>Those that may stand beside <see cref="Resume"/>: they do not change what is measured.</summary>
    public IReadOnlyList<Option> OfResume => [Rounds, Duration, Watchdog, Trace, NoProgress];

    /// <summary>Those that say where and how a run is shown, or hold for one part of it: options.json has none of them.</summary>
    public IReadOnlyList<Option> OfOnePart => [Out, Resume, Trace, NoProgress];

    /// <summary>Those that a run of the kernel has; the others say how the model works.</summary>
    public IEnumerable<Option> OfKernel =>
        [
            Backend,
            Rounds,
            Threads,
            Waves,
            FailThreadStart,
            Region,
            StepDelay,
            Work,
            Content,
            Duration,
            Watchdog,
            Seed,
            Strict,
            Out,
            RoundsFileSize,
            Resume,
            NoProgress,
        ];

    private static Option<string> Value(
        string name,
        string valueName,
        string description,
        IEnumerable<string>? words = null
    ) => OptionOf.Value(name, valueName, description, words);

    private static Option<bool> Flag(string name, string description) => OptionOf.Flag(name, description);
}
