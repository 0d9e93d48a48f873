using SwapStress.Races;

namespace SwapStress.Harness.Options;

/// <summary>What must hold in a run that shows a race, so that what it shows is that race and nothing else.</summary>
internal static class RaceRules
{
    /// <summary>Checks a run with its strategies; one without a race passes.</summary>
    /// <exception cref="UsageException">It cannot show its race, or could lose for another reason.</exception>
    public static void Check(StressOptions options)
    {
        if (options.Race is not { } race)
            return;
        if (OtherFixThatIsOff(options, race.Toggle) is { } other)
            throw new UsageException(
                $"--race {race} switches its own fix only, and {other} off is another reason to lose data; leave {other} out"
            );
        if (race.WhyNotShownBy(ConfigurationOf(options)) is { } reason)
            throw new UsageException($"--race {race} has nothing to show here: {reason}");
        StrategyInfo[] unfixed = [.. options.Strategies.Where(strategy => !strategy.IsFixed)];
        if (unfixed.Length > 0 && unfixed.All(strategy => strategy.Sound))
            throw new UsageException(
                $"--race {race} has nothing to show here: {Names(unfixed)} cannot lose by it; write --sync {SyncOf(race)}"
            );
    }

    /// <summary>Refuses strategies that lose data whatever the race's fix does.</summary>
    /// <param name="chosen">The strategies asked for, as they are known to be by themselves.</param>
    /// <exception cref="UsageException">One of them is not sound.</exception>
    public static void CheckStrategies(Race race, IReadOnlyList<StrategyInfo> chosen)
    {
        StrategyInfo[] unsound = [.. chosen.Where(strategy => !strategy.Sound)];
        if (unsound.Length == 0)
            return;
        StrategyInfo[] rest = [.. chosen.Where(strategy => strategy.Sound)];
        throw new UsageException(
            $"--race {race}: with {Names(unsound)} data is lost with the fix too; write --sync "
                + (rest.Length > 0 ? string.Join(',', rest.Select(strategy => strategy.Name)) : SyncOf(race))
        );
    }

    /// <summary>The strategy of a race that leaves the choice to the user.</summary>
    /// <param name="race">A race whose fix is no strategy.</param>
    public static string SyncOf(Race race) => race.Configuration.Sync ?? StressDefaults.FixedSync;

    private static string? OtherFixThatIsOff(StressOptions options, RaceToggle own)
    {
        (string Option, bool IsOff)[] fixes =
        [
            ("--zswap-exclusive-fix", options.Zswap is { ExclusiveFix: false }),
            ("--zswap-writeback-fix", options.Zswap is { WritebackFix: false }),
            ("--stable-writes", !options.StableWrites),
        ];
        return fixes.FirstOrDefault(fix => fix.IsOff && fix.Option != own.Option).Option;
    }

    private static RaceConfiguration ConfigurationOf(StressOptions options) =>
        new()
        {
            Sync = options.Strategies.Select(strategy => strategy.Name).Distinct(StringComparer.Ordinal).ToArray()
                is [string only]
                ? only
                : null,
            Device = options.Device,
            RegionBytes = options.RegionBytes,
            Threads = options.Threads,
            ReadDelayNs = options.ReadDelay.Nanoseconds,
            StepDelayNs = options.StepDelayNs,
            ZswapMaxPoolPercent = options.Zswap?.MaxPoolPercent,
            ZswapWritebackDelayNs = options.Zswap?.WritebackDelay.Nanoseconds,
            IoThreads = options.IoThreads,
            FailPoolAllocPercent = options.FailPoolAllocPercent,
            Content = options.Content.ToString(),
            FillsPages = options.Work == WorkKind.Fill,
        };

    private static string Names(IEnumerable<StrategyInfo> strategies) =>
        string.Join(" and ", strategies.Select(strategy => strategy.Name));
}
