using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Zswap;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Store.Compression;
using SwapStress.Store.Faulty;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>Gives the texts of the command line their meaning, and checks that they go together.</summary>
internal sealed class OptionResolver(RunOptionSet set, ParseResult parsed, IModel model, RaceCatalogue races)
    : OptionReader(parsed)
{
    private const int HzMax = 10_000;
    private const int IoThreadsMax = 64;
    private const long DelayNsMax = 60_000_000_000;
    private const long CompactIntervalNsMin = 1_000_000;
    private const long CompactIntervalNsMax = 3_600_000_000_000;
    private const long IdleIntervalNsMin = 1_000_000;

    /// <summary>Every option, resolved.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public StressOptions Resolve()
    {
        if (Choice(set.Backend, "model", "kernel") == "kernel")
            return ResolveKernel();
        Race? race = Race();
        RaceConfiguration preset = race?.Configuration ?? new RaceConfiguration();
        (IReadOnlyList<StrategyInfo> chosen, string chosenName) = Strategies(race);
        long readDelayNs = Duration(set.ReadDelay, 0, DelayNsMax) ?? preset.ReadDelayNs ?? StressDefaults.ReadDelayNs;
        DelayKind delayKind = Choice(set.DelayKind, "spin", "sleep") switch
        {
            "spin" => DelayKind.Spin,
            "sleep" => DelayKind.Sleep,
            _ => StressDefaults.ReadDelayKind,
        };
        StressOptions common = Common(preset);
        StressOptions options = common with
        {
            SwapBytes = Size(set.SwapSize) ?? common.SwapBytes,
            Strategies = chosen,
            Race = race,
            StrategiesName = chosenName,
            Device = Choice(set.Device, "zram", "brd") ?? preset.Device ?? StressDefaults.Device,
            Compressor = Text(set.Compressor) ?? StressDefaults.Compressor,
            CodecProvider = Choice(set.CodecProvider, "native", "managed"),
            Checksum = Choice(set.Checksum, "on", "off") == "on",
            Zswap = Zswap(preset, delayKind),
            IoThreads = (int)(
                Number(set.IoThreads, 0, IoThreadsMax) ?? (ulong)(preset.IoThreads ?? StressDefaults.IoThreads)
            ),
            SlotScan = Choice(set.SlotScan, "per-cpu", "global") == "global" ? SlotScan.Global : SlotScan.PerCpu,
            StableWrites = Choice(set.StableWrites, "on", "off") != "off",
            FailPoolAllocPercent = Percent(set.FailPoolAlloc) ?? preset.FailPoolAllocPercent ?? 0,
            Flaky = Flaky(common.Seed),
            CompactIntervalNs = Duration(set.CompactInterval, CompactIntervalNsMin, CompactIntervalNsMax),
            Zram = Zram(),
            ReadDelay = new ReadDelay(readDelayNs, delayKind),
            Hz = (int)(Number(set.Hz, 1, HzMax) ?? StressDefaults.Hz),
            FlightRecorder = Choice(set.FlightRecorder, "on", "off") switch
            {
                "on" => true,
                "off" => false,
                // A race is run to be seen (and PlainCommand says so).
                _ => race is not null || readDelayNs > 0 || Given(set.Trace),
            },
            SelfCheck = Flag(set.SelfCheck),
        };
        if (!options.DeviceCompresses && options.Zswap is null && (Given(set.Compressor) || Given(set.CodecProvider)))
            throw new UsageException(
                $"--device {options.Device} does not compress; leave --compressor and --codec-provider out, or write --device zram or --zswap"
            );
        options = options with
        {
            Strategies =
            [
                .. chosen.Select(strategy => strategy with { Sound = model.IsExpectedSound(options, strategy) }),
            ],
        };
        OptionRules.Check(options);
        ResultsDirectory.Check(options.Out);
        return options;
    }

    private StressOptions ResolveKernel()
    {
        if (Given(set.Trace))
            throw new UsageException(TraceOption.NoKernel);
        if (set.All.Except(set.OfKernel).FirstOrDefault(Given) is { } given)
            throw new UsageException(
                $"{given.Name} says how the model works, and with --backend kernel the running kernel does it its own way; leave {given.Name} out"
            );
        StressOptions options = Common(new RaceConfiguration()) with
        {
            Backend = Backend.Kernel,
            StrategiesName = "kernel",
            ReadDelay = ReadDelay.None,
        };
        OptionRules.Check(options);
        ResultsDirectory.Check(options.Out);
        return options;
    }

    /// <summary>What model and kernel have in common; the kernel is what runs.</summary>
    private StressOptions Common(RaceConfiguration preset)
    {
        long regionBytes = Size(set.Region) ?? preset.RegionBytes ?? StressDefaults.RegionBytes;
        return new StressOptions
        {
            Strategies = [StrategyInfo.Kernel],
            Rounds =
                (int?)Number(set.Rounds, 0, int.MaxValue)
                ?? (Given(set.Duration) ? StressDefaults.RoundsWithinDuration : null),
            Threads = (int)(Number(set.Threads, 1, int.MaxValue) ?? (ulong)(preset.Threads ?? StressDefaults.Threads)),
            Waves = Flag(set.Waves),
            FailThreadStartPercent = Percent(set.FailThreadStart) ?? 0,
            RegionBytes = regionBytes,
            SwapBytes = Math.Max(regionBytes, OptionRules.SwapBytesMin),
            StepDelayNs = Duration(set.StepDelay, 0, DelayNsMax) ?? preset.StepDelayNs ?? 0,
            Work = Choice(set.Work, "add", "fill") switch
            {
                "add" => WorkKind.Add,
                "fill" => WorkKind.Fill,
                _ => preset.FillsPages == true ? WorkKind.Fill : WorkKind.Add,
            },
            Content = (Text(set.Content) ?? preset.Content) is { } content
                ? ContentSpec.Parse(content)
                : ContentSpec.Runtime,
            DurationNs = Duration(set.Duration, 1, DurationNsMax),
            GivenWatchdogNs = Duration(set.Watchdog, 0, DurationNsMax),
            Seed = Number(set.Seed, 0, ulong.MaxValue) ?? StressDefaults.Seed,
            Strict = Flag(set.Strict),
            Out = Text(set.Out),
            RoundsFileBytes = RoundsFileBytes(),
        };
    }

    private long RoundsFileBytes()
    {
        long bytes = Size(set.RoundsFileSize) ?? StressDefaults.RoundsFileBytes;
        return bytes >= OptionRules.RoundsFileBytesMin
            ? bytes
            : throw new UsageException(
                $"{set.RoundsFileSize.Name} {Text(set.RoundsFileSize)} is too small; the smallest is {SizeText.Format(OptionRules.RoundsFileBytesMin)}"
            );
    }

    private Race? Race()
    {
        if (Text(set.Race) is not { } name)
            return null;
        Race race =
            races.Find(name)
            ?? throw new UsageException(
                $"unknown race '{name}'; write {string.Join(" or ", races.All)}; '{ProgramName.Typed} races' tells what they are"
            );
        if (set.All.Any(option => option.Name == race.Toggle.Option && Given(option)))
            throw new UsageException(
                $"--race {race} switches {race.Toggle.Option} itself; leave that out, and write --fix off, on or both"
            );
        return race;
    }

    private ZswapSettings? Zswap(RaceConfiguration preset, DelayKind delayKind)
    {
        if (!Flag(set.Zswap) && preset.ZswapMaxPoolPercent is null)
        {
            Option? given = new[]
            {
                set.ZswapMaxPoolPercent,
                set.ZswapExclusiveFix,
                set.ZswapWritebackFix,
                set.ZswapWritebackDelay,
            }.FirstOrDefault(Given);
            return given is null
                ? null
                : throw new UsageException($"{given.Name} says how zswap works, and there is none; add --zswap");
        }
        long writebackDelayNs = Duration(set.ZswapWritebackDelay, 0, DelayNsMax) ?? preset.ZswapWritebackDelayNs ?? 0;
        return new ZswapSettings
        {
            MaxPoolPercent = (int)(
                Number(set.ZswapMaxPoolPercent, 1, 100)
                ?? (ulong)(preset.ZswapMaxPoolPercent ?? ZswapOptions.MaxPoolPercentDefault)
            ),
            WritebackDelay = writebackDelayNs == 0 ? ReadDelay.None : new ReadDelay(writebackDelayNs, delayKind),
            ExclusiveFix = Choice(set.ZswapExclusiveFix, "on", "off") != "off",
            WritebackFix = Choice(set.ZswapWritebackFix, "on", "off") != "off",
        };
    }

    private FlakyOptions? Flaky(ulong seed)
    {
        var flaky = new FlakyOptions
        {
            ReadErrorPercent = Percent(set.FailRead) ?? 0,
            WriteErrorPercent = Percent(set.FailWrite) ?? 0,
            NoSpacePercent = Percent(set.FailFull) ?? 0,
            SlowReadPercent = Percent(set.SlowRead) ?? 0,
            SlowReadNs = Duration(set.SlowReadDelay, 1, DelayNsMax) ?? FlakyOptions.SlowReadNsDefault,
            Seed = seed,
        };
        if (Given(set.SlowReadDelay) && flaky.SlowReadPercent == 0)
            throw new UsageException(
                $"{set.SlowReadDelay.Name} says how slow slow reads are, and there are none; add {set.SlowRead.Name} 1"
            );
        return flaky.IsAny ? flaky : null;
    }

    private ZramSettings Zram()
    {
        string? recompress = Text(set.Recompress);
        if (recompress is not null && !CodecSpec.TryParse(recompress, out _, out string? error))
            throw new UsageException($"{set.Recompress.Name}: {error}");
        string? backingFile = Text(set.BackingFile);
        if (backingFile is { Length: 0 })
            throw new UsageException($"{set.BackingFile.Name} '' is no file; write {set.BackingFile.Name} zram.bd");
        if (Given(set.IdleInterval) && recompress is null && backingFile is null)
            throw new UsageException(
                $"{set.IdleInterval.Name} says when pages are idle, and nothing is done to idle pages; add "
                    + $"{set.Recompress.Name} zstd:9 or {set.BackingFile.Name} PATH"
            );
        return new ZramSettings
        {
            MemLimitBytes = Size(set.MemLimit) ?? 0,
            Recompress = recompress,
            BackingFile = backingFile,
            IdleIntervalNs =
                Duration(set.IdleInterval, IdleIntervalNsMin, DurationNsMax) ?? ZramSettings.IdleIntervalNsDefault,
        };
    }

    private (IReadOnlyList<StrategyInfo> Chosen, string Name) Strategies(Race? race)
    {
        string? fix = Choice(set.Fix, "off", "on", "both");
        string? sync = Text(set.Sync);
        if (race is not null)
            return (WithFix(race, sync, fix ?? "both"), fix ?? "both");
        if (fix is not null && sync is not null)
            throw new UsageException("--fix and --sync say the same thing twice; write one of them");
        if (sync is not null)
            return (
                OptionRules.ParseStrategies(sync, model.Strategies),
                string.Join('+', sync.Split(',', StringSplitOptions.TrimEntries))
            );
        fix ??= "both";
        string list = fix switch
        {
            "off" => StressDefaults.UnfixedSync,
            "on" => StressDefaults.FixedSync,
            _ => $"{StressDefaults.UnfixedSync},{StressDefaults.FixedSync}",
        };
        return (OptionRules.ParseStrategies(list, model.Strategies), fix);
    }

    /// <summary>Each strategy without the race's fix and with it, side by side.</summary>
    private StrategyInfo[] WithFix(Race race, string? sync, string fix)
    {
        bool[] fixes = fix switch
        {
            "off" => [false],
            "on" => [true],
            _ => [false, true],
        };
        IReadOnlyList<StrategyInfo> chosen = [];
        if (!race.Toggle.IsSync)
        {
            chosen = OptionRules.ParseStrategies(sync ?? RaceRules.SyncOf(race), model.Strategies);
            RaceRules.CheckStrategies(race, chosen);
        }
        return race.Toggle.IsSync
            ? [.. fixes.Select(isFixed => With(Known(race.Toggle.Value(isFixed)), isFixed))]
            : [.. chosen.SelectMany(strategy => fixes.Select(isFixed => With(strategy, isFixed)))];

        StrategyInfo With(StrategyInfo strategy, bool isFixed) => strategy with { Race = race, IsFixed = isFixed };
        StrategyInfo Known(string name) => OptionRules.ParseStrategies(name, model.Strategies)[0];
    }
}
