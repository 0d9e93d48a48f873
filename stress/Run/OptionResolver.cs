using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Races;
using SwapStress.Store;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>Puts the values of a run's options together: what depends on others, and on the strategies and races there are.</summary>
internal sealed class OptionResolver(OptionValues values, IModel model, RaceCatalogue races)
{
    /// <summary>Every option, resolved.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public StressOptions Resolve()
    {
        StressOptions options = values.Get(OptionTable.Backend, Backend.Model) == Backend.Kernel ? Kernel() : Model();
        OptionRules.Check(options);
        ResultsDirectory.Check(options.Out);
        return options;
    }

    private StressOptions Model()
    {
        Race? race = Race();
        (IReadOnlyList<StrategyInfo> chosen, string name) = Strategies(race);
        CheckCompany(race);
        StressOptions options = Apply(race?.Configuration) with
        {
            Strategies = chosen,
            StrategiesName = name,
            Race = race,
        };
        options = options with
        {
            Flaky = options.Flaky is { IsAny: true } flaky ? flaky with { Seed = options.Seed } : null,
            // A race is run to be seen (and PlainCommand says so).
            FlightRecorder = values.Get(
                OptionTable.FlightRecorder,
                race is not null || options.ReadDelay.Nanoseconds > 0 || values.Given(OptionTable.Trace)
            ),
        };
        if (values.Given(OptionTable.SlowReadDelay) && options.FlakyOrNone.SlowReadPercent == 0)
            throw new UsageException(
                $"{OptionTable.SlowReadDelay} says how slow slow reads are, and there are none; add {OptionTable.SlowRead} 1"
            );
        if (
            !options.DeviceCompresses
            && options.Zswap is null
            && (values.Given(OptionTable.Compressor) || values.Given(OptionTable.CodecProvider))
        )
            throw new UsageException(
                $"--device {options.Device} does not compress; leave --compressor and --codec-provider out, or write --device zram or --zswap"
            );
        return options with
        {
            Strategies =
            [
                .. chosen.Select(strategy => strategy with { Sound = model.IsExpectedSound(options, strategy) }),
            ],
        };
    }

    private StressOptions Kernel()
    {
        if (values.Given(OptionTable.Trace))
            throw new UsageException(TraceOption.NoKernel);
        if (OptionTable.All.Except(OptionTable.Of(OptionUse.Kernel)).FirstOrDefault(values.Given) is { } given)
            throw new UsageException(
                $"{given} says how the model works, and with --backend kernel the running kernel does it its own way; leave {given} out"
            );
        return Apply(preset: null) with
        {
            Strategies = [StrategyInfo.Kernel],
            StrategiesName = "kernel",
            ReadDelay = ReadDelay.None,
        };
    }

    /// <summary>Each row's own value: the user's, or what a race presets, or the default.</summary>
    private StressOptions Apply(RaceConfiguration? preset)
    {
        StressOptions options = OptionTable.Defaults with
        {
            Rounds = values.Given(OptionTable.Duration) ? StressDefaults.RoundsWithinDuration : null,
        };
        foreach (OptionRow row in OptionTable.All)
        {
            if (
                (
                    values.Given(row) ? values.Text(row) ?? ""
                    : preset is null ? null
                    : row.Preset?.Invoke(preset)
                ) is
                { } text
            )
                options = row.Apply(options, text);
        }
        return options;
    }

    /// <summary>Options that mean nothing by themselves.</summary>
    private void CheckCompany(Race? race)
    {
        if (
            !values.Given(OptionTable.Zswap)
            && race?.Configuration.ZswapMaxPoolPercent is null
            && OptionTable.Of(OptionUse.Zswap).FirstOrDefault(values.Given) is { } given
        )
            throw new UsageException($"{given} says how zswap works, and there is none; add --zswap");
        if (
            values.Given(OptionTable.IdleInterval)
            && !values.Given(OptionTable.Recompress)
            && !values.Given(OptionTable.BackingFile)
        )
            throw new UsageException(
                $"{OptionTable.IdleInterval} says when pages are idle, and nothing is done to idle pages; add "
                    + $"{OptionTable.Recompress} zstd:9 or {OptionTable.BackingFile} PATH"
            );
    }

    private Race? Race()
    {
        if (values.Text(OptionTable.Race) is not { } name)
            return null;
        Race race =
            races.Find(name)
            ?? throw new UsageException(
                $"unknown race '{name}'; write {string.Join(" or ", races.All)}; '{ProgramName.Typed} races' tells what they are"
            );
        if (values.Rows.Any(row => row.Name == race.Toggle.Option))
            throw new UsageException(
                $"--race {race} switches {race.Toggle.Option} itself; leave that out, and write --fix off, on or both"
            );
        return race;
    }

    private (IReadOnlyList<StrategyInfo> Chosen, string Name) Strategies(Race? race)
    {
        string? fix = values.Word(OptionTable.Fix);
        string? sync = values.Text(OptionTable.Sync);
        if (race is not null)
            return (WithFix(race, sync, fix ?? FixWord.Both), fix ?? FixWord.Both);
        if (fix is not null && sync is not null)
            throw new UsageException("--fix and --sync say the same thing twice; write one of them");
        if (sync is not null)
            return (
                OptionRules.ParseStrategies(sync, model.Strategies),
                string.Join('+', sync.Split(',', StringSplitOptions.TrimEntries))
            );
        fix ??= FixWord.Both;
        return (OptionRules.ParseStrategies(FixWord.Strategies(fix), model.Strategies), fix);
    }

    /// <summary>Each strategy without the race's fix and with it, side by side.</summary>
    private StrategyInfo[] WithFix(Race race, string? sync, string fix)
    {
        bool[] fixes = FixWord.Fixes(fix);
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
