using System.CommandLine;
using System.Globalization;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Results;
using SwapStress.Paging.Zswap;
using SwapStress.Store;

namespace SwapStress.Cli.CommandLine;

/// <summary>Gives the texts of the command line their meaning, and checks that they go together.</summary>
internal sealed class OptionResolver(RunOptionSet set, ParseResult parsed, IReadOnlyList<StrategyInfo> strategies)
{
    private const int HzMax = 10_000;
    private const long DelayNsMax = 60_000_000_000;
    private const long DurationNsMax = 1_000L * 3_600_000_000_000;

    /// <summary>Every option, resolved.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public StressOptions Resolve()
    {
        long regionBytes = Size(set.Region) ?? StressDefaults.RegionBytes;
        (IReadOnlyList<StrategyInfo> chosen, string chosenName) = Strategies();
        ZswapSettings? zswap = Zswap();
        // No synchronisation of swap-ins makes up for a race of zswap's own: with a fix off, all are controls.
        if (zswap is { ExclusiveFix: false } or { WritebackFix: false })
            chosen = [.. chosen.Select(strategy => strategy with { Sound = false })];
        var options = new StressOptions
        {
            Rounds = (int)(Number(set.Rounds, 0, int.MaxValue) ?? StressDefaults.Rounds),
            Threads = (int)(Number(set.Threads, 1, int.MaxValue) ?? StressDefaults.Threads),
            RegionBytes = regionBytes,
            SwapBytes = Size(set.SwapSize) ?? Math.Max(regionBytes, OptionRules.SwapBytesMin),
            Strategies = chosen,
            StrategiesName = chosenName,
            Device = Choice(set.Device, "zram", "brd") ?? StressDefaults.Device,
            Compressor = Text(set.Compressor) ?? StressDefaults.Compressor,
            CodecProvider = Choice(set.CodecProvider, "native", "managed"),
            Zswap = zswap,
            ReadDelay = new ReadDelay(
                Duration(set.ReadDelay, 0, DelayNsMax) ?? StressDefaults.ReadDelayNs,
                Choice(set.DelayKind, "spin", "sleep") switch
                {
                    "spin" => DelayKind.Spin,
                    "sleep" => DelayKind.Sleep,
                    _ => StressDefaults.ReadDelayKind,
                }
            ),
            StepDelayNs = Duration(set.StepDelay, 0, DelayNsMax) ?? 0,
            Hz = (int)(Number(set.Hz, 1, HzMax) ?? StressDefaults.Hz),
            Content = Text(set.Content) is { } content ? ContentSpec.Parse(content) : ContentSpec.Runtime,
            DurationNs = Duration(set.Duration, 1, DurationNsMax),
            Seed = Number(set.Seed, 0, ulong.MaxValue) ?? StressDefaults.Seed,
            FlightRecorder = Choice(set.FlightRecorder, "on", "off") switch
            {
                "on" => true,
                "off" => false,
                _ => (Duration(set.ReadDelay, 0, DelayNsMax) ?? StressDefaults.ReadDelayNs) > 0,
            },
            Strict = parsed.GetValue(set.Strict),
            SelfCheck = parsed.GetValue(set.SelfCheck),
            Out = Text(set.Out),
        };
        if (options.Device != "zram" && zswap is null && (Given(set.Compressor) || Given(set.CodecProvider)))
            throw new UsageException(
                $"--device {options.Device} does not compress; leave --compressor and --codec-provider out, or write --device zram or --zswap"
            );
        OptionRules.Check(options);
        ResultsDirectory.Check(options.Out);
        return options;
    }

    private ZswapSettings? Zswap()
    {
        if (!parsed.GetValue(set.Zswap))
        {
            Option? given = new[]
            {
                set.ZswapMaxPoolPercent,
                set.ZswapExclusiveFix,
                set.ZswapWritebackFix,
            }.FirstOrDefault(Given);
            return given is null
                ? null
                : throw new UsageException($"{given.Name} says how zswap works, and there is none; add --zswap");
        }
        return new ZswapSettings
        {
            MaxPoolPercent = (int)(
                Number(set.ZswapMaxPoolPercent, 1, 100) ?? (ulong)ZswapOptions.MaxPoolPercentDefault
            ),
            ExclusiveFix = Choice(set.ZswapExclusiveFix, "on", "off") != "off",
            WritebackFix = Choice(set.ZswapWritebackFix, "on", "off") != "off",
        };
    }

    private (IReadOnlyList<StrategyInfo> Chosen, string Name) Strategies()
    {
        string? fix = Choice(set.Fix, "off", "on", "both");
        string? sync = Text(set.Sync);
        if (fix is not null && sync is not null)
            throw new UsageException("--fix and --sync say the same thing twice; write one of them");
        if (sync is not null)
            return (
                OptionRules.ParseStrategies(sync, strategies),
                string.Join('+', sync.Split(',', StringSplitOptions.TrimEntries))
            );
        fix ??= "both";
        string list = fix switch
        {
            "off" => "none",
            "on" => "prepare-tick",
            _ => "none,prepare-tick",
        };
        return (OptionRules.ParseStrategies(list, strategies), fix);
    }

    private bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };

    private string? Text(Option<string> option) => parsed.GetValue(option);

    private string? Choice(Option<string> option, params string[] choices)
    {
        string? text = Text(option);
        return text is null || choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new UsageException($"unknown {option.Name} '{text}'; write {string.Join(" or ", choices)}");
    }

    private ulong? Number(Option<string> option, ulong min, ulong max)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw new UsageException(
                text.Length > 1 && text[0] == '-' && text[1..].All(char.IsAsciiDigit)
                    ? $"{option.Name} {text} is negative; write a whole number from {min}"
                    : $"{option.Name} '{text}' is no whole number; write digits only, such as {option.Name} {Math.Max(min, 3)}"
            );
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) || number > max)
            throw new UsageException($"{option.Name} {text} is too large; the largest is {max}");
        return number >= min
            ? number
            : throw new UsageException($"{option.Name} {text} is too small; the smallest is {min}");
    }

    private long? Size(Option<string> option)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        return SizeText.TryParse(text, out long bytes, out string problem)
            ? bytes
            : throw new UsageException($"{option.Name} '{text}' {problem}");
    }

    private long? Duration(Option<string> option, long minNs, long maxNs)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        if (!DurationText.TryParse(text, out long nanoseconds, out string problem))
            throw new UsageException($"{option.Name} '{text}' {problem}");
        if (nanoseconds < minNs)
            throw new UsageException($"{option.Name} {text} is too short; write 30s or 8h, for example");
        return nanoseconds <= maxNs
            ? nanoseconds
            : throw new UsageException(
                $"{option.Name} {text} is too long; the longest is {DurationText.Format(maxNs)}"
            );
    }
}
