using System.Globalization;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;

namespace SwapStress.Harness.Options;

/// <summary>What must hold between the options of a run. Each check throws a <see cref="UsageException"/> of one line.</summary>
internal static class OptionRules
{
    /// <summary>The smallest swap device: its header and one slot.</summary>
    public const long SwapBytesMin = 2 * PageSize.Bytes;

    /// <summary>The largest region and swap device: what a 31-bit page or slot number reaches, in whole pages.</summary>
    public const long BytesMax = (long)int.MaxValue * PageSize.Bytes;

    /// <summary>The smallest file of rounds: some ten lines.</summary>
    public const long RoundsFileBytesMin = 64L << 10;

    /// <summary>Checks a whole run.</summary>
    /// <exception cref="UsageException">Something does not fit.</exception>
    public static void Check(StressOptions options)
    {
        CheckWaves(options);
        CheckRegion(options.RegionBytes);
        CheckSwap(options.SwapBytes);
        CheckWatchdog(options);
        CheckIoThreads(options);
        RaceRules.Check(options);
        CheckDevice(options);
        if (options.SelfCheck && options.Strategies.All(strategy => strategy.Sound))
            throw new UsageException(
                "--self-check needs a control that loses updates; "
                    + (options.Race is null ? "add none to --sync, or write --fix both" : "write --fix both")
            );
    }

    /// <summary>The word of <c>--sync</c> for every strategy there is.</summary>
    public const string AllStrategies = "all";

    /// <summary>The strategies that a comma-separated list names.</summary>
    /// <param name="list">Names; spaces around them do not count.</param>
    /// <exception cref="UsageException">An unknown name, or one given twice.</exception>
    public static IReadOnlyList<StrategyInfo> ParseStrategies(string list, IReadOnlyList<StrategyInfo> known)
    {
        if (list.Trim() == AllStrategies)
            return known;
        var chosen = new List<StrategyInfo>();
        foreach (string name in list.Split(',', StringSplitOptions.TrimEntries))
        {
            StrategyInfo strategy =
                known.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new UsageException(
                    $"unknown strategy '{name}' in --sync; choose from {string.Join(", ", known.Select(s => s.Name))}, or {AllStrategies}"
                );
            if (chosen.Contains(strategy))
                throw new UsageException($"strategy '{name}' is given twice in --sync; name each once");
            chosen.Add(strategy);
        }
        return chosen;
    }

    private static void CheckWatchdog(StressOptions options)
    {
        if (options.GivenWatchdogNs is not (> 0 and var patience))
            return;
        long shortest = Math.Max(StressOptions.WatchdogNsMin, 2 * options.LongestDelayNs);
        if (patience < shortest)
            throw new UsageException(
                $"--watchdog {DurationText.Format(patience)} is too short"
                    + (shortest > StressOptions.WatchdogNsMin ? " for the delays of this run" : "")
                    + $"; the shortest is {DurationText.Format(shortest)}, or write 0 for none"
            );
    }

    private static void CheckIoThreads(StressOptions options)
    {
        if (options.IoThreads == 0)
            return;
        string[] synchronous =
        [
            .. options
                .Strategies.Select(strategy => strategy.Name)
                .Where(name => SwapInSyncs.Find(name, options.Hz) is { NeedsSynchronousIo: true })
                .Distinct(StringComparer.Ordinal),
        ];
        if (synchronous.Length == 0)
            return;
        IEnumerable<string> others = SwapInSyncs
            .All(options.Hz)
            .Where(sync => !sync.NeedsSynchronousIo)
            .Select(sync => sync.Name);
        throw new UsageException(
            $"--io-threads {options.IoThreads}: no kernel skips the swap cache on a device that is written asynchronously, "
                + $"and {string.Join(" and ", synchronous)} would; write --sync {string.Join(',', others)}, or --io-threads 0"
        );
    }

    private static void CheckWaves(StressOptions options)
    {
        if (!options.Waves)
            return;
        if (options.Strict)
            throw new UsageException(
                "--waves runs what gets no thread later, and --strict refuses it; write one of them"
            );
        if (options.Threads > WavePlan.WorkersMax)
            throw new UsageException(
                $"--threads {options.Threads} is too large; the largest with --waves is {WavePlan.WorkersMax}"
            );
    }

    private static void CheckDevice(StressOptions options)
    {
        if (options.DeviceCompresses)
        {
            CheckZram(options);
            return;
        }
        if (
            OptionTable.All.FirstOrDefault(row => row.ZramOnly is not null && !row.IsDefaultIn(options)) is
            { ZramOnly: { } reason } option
        )
            throw new UsageException(
                $"{option} {string.Format(CultureInfo.InvariantCulture, reason, options.Device)}; leave it out, or write --device zram"
            );
    }

    private static void CheckZram(StressOptions options)
    {
        // Which objects an overrun has hit is known by object, and these move pages to others.
        if (
            options.Zram.HasPostProcessing
            && (!options.StableWrites || options.Race?.Toggle.Option == "--stable-writes")
        )
            throw new UsageException(
                "--recompress and --backing-file move damaged pages on, and their losses could not be explained; leave "
                    + "them out, or keep --stable-writes on"
            );
        if (options.Zram.Recompress is { } secondary && secondary == options.Compressor)
            throw new UsageException(
                $"--recompress {secondary} is what --compressor does already; write a stronger one, such as --recompress zstd:9"
            );
    }

    private static void CheckRegion(long bytes)
    {
        if (bytes == 0)
            throw new UsageException("--region 0 holds no page; the smallest is 4K");
        if (!SizeText.IsWholePages(bytes))
            throw new UsageException(
                $"--region {bytes} is no whole number of {PageSize.Bytes}-byte pages; write {RoundUp(bytes)}, for example"
            );
        if (bytes > BytesMax)
            throw new UsageException($"--region {SizeText.Format(bytes)} is too large; the largest is {BytesMax}");
    }

    private static void CheckSwap(long bytes)
    {
        if (bytes < SwapBytesMin)
            throw new UsageException(
                $"--swap-size {SizeText.Format(bytes)} is too small: the first page is the header; the smallest is "
                    + SizeText.Format(SwapBytesMin)
            );
        if (!SizeText.IsWholePages(bytes))
            throw new UsageException(
                $"--swap-size {bytes} is no whole number of {PageSize.Bytes}-byte pages; write {RoundUp(bytes)}, for example"
            );
        if (bytes > BytesMax)
            throw new UsageException($"--swap-size {SizeText.Format(bytes)} is too large; the largest is {BytesMax}");
    }

    private static long RoundUp(long bytes) => ((bytes / PageSize.Bytes) + 1) * PageSize.Bytes;
}
