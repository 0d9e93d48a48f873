using SwapStress.Explorer.Programs;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Races;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Stress.Explore;

/// <summary>Makes the rows: programs of races and of the user's, each with each configuration asked for.</summary>
internal sealed class ExploreCases(RaceCatalogue races, IReadOnlyList<StrategyInfo> known)
{
    private const string All = "all";

    /// <summary>The program of races, fixes off and on.</summary>
    /// <param name="name">One of them, or all that have a program.</param>
    /// <param name="sync">Strategies, for a race whose fix is none; null for the race's own.</param>
    /// <exception cref="UsageException">There is no such race, or the strategies are not for it.</exception>
    public IReadOnlyList<ExploreCase> OfRaces(string name, string? sync, string fix)
    {
        Race[] chosen = name == All ? [.. WithProgram] : [Find(name)];
        if (sync is not null && (chosen.Length > 1 || chosen[0].Toggle.IsSync))
            throw new UsageException(
                chosen.Length > 1
                    ? "--sync with --race all has no single meaning; name one race, or leave one of the two out"
                    : $"--race {chosen[0]} switches --sync itself; leave one of the two out"
            );
        return [.. chosen.SelectMany(race => OfRace(race, sync, fix))];
    }

    /// <summary>
    /// The program of the race that strategies fix, with each of some; for <c>all</c> also the fixes of the other races.
    /// </summary>
    /// <exception cref="UsageException">There is no such strategy.</exception>
    public IReadOnlyList<ExploreCase> OfStrategies(string sync)
    {
        Race race = WithProgram.First(race => race.Toggle.IsSync);
        return
        [
            .. Strategies(sync).Select(strategy => Make(race, race.Program!, strategy.Name, ["--sync", strategy.Name])),
            .. sync.Trim() == All
                ? WithProgram
                    .Where(other => !other.Toggle.IsSync)
                    .SelectMany(other => OfRace(other, sync: null, FixWord.Both))
                : [],
        ];
    }

    /// <summary>A program of the user's.</summary>
    /// <param name="sync">Strategies, or null for those that <paramref name="fix"/> stands for.</param>
    /// <exception cref="UsageException">There is no such strategy.</exception>
    public IReadOnlyList<ExploreCase> OfProgram(
        ProgramSpec spec,
        string? sync,
        string fix,
        IReadOnlyList<string> arguments
    )
    {
        return
        [
            .. Strategies(sync ?? FixWord.Strategies(fix))
                .Select(strategy => Make(race: null, spec, strategy.Name, [.. arguments, "--sync", strategy.Name])),
        ];
    }

    private IEnumerable<Race> WithProgram => races.All.Where(race => race.Program is not null);

    private IEnumerable<ExploreCase> OfRace(Race race, string? sync, string fix)
    {
        bool[] fixes = FixWord.Fixes(fix);
        if (race.Toggle.IsSync)
            return fixes.Select(on => OfFix(race, race.Toggle.Value(on), on, []));
        IReadOnlyList<StrategyInfo> strategies = Strategies(sync ?? RaceRules.SyncOf(race));
        RaceRules.CheckStrategies(race, strategies);
        return strategies.SelectMany(strategy =>
            fixes.Select(on => OfFix(race, strategy.Name, on, sync is null ? [] : ["--sync", strategy.Name]))
        );
    }

    private static ExploreCase OfFix(Race race, string sync, bool isFixed, string[] more) =>
        Make(race, race.Program!, sync, ["--race", race.Name, "--fix", FixWord.Of(isFixed), .. more], isFixed);

    private static ExploreCase Make(
        Race? race,
        ProgramSpec spec,
        string sync,
        IReadOnlyList<string> arguments,
        bool? isFixed = null
    )
    {
        CodecChoice? codec = spec.Compresses ? Lz4() : null;
        ExploredProgram program = spec.Build(
            race?.Name ?? "program",
            SwapInSyncs.Find(sync, StressDefaults.Hz)!,
            codec
        );
        if (race is not null && isFixed is { } on)
            program = program with { Space = race.WithFix(program.Space, on) };
        bool isSound = Soundness.IsExpected(program.Space, spec.Device == ProgramSpec.Zram);
        return new ExploreCase
        {
            Race = race,
            Spec = spec,
            Program = program,
            Sync = sync,
            IsFixed = isFixed ?? isSound,
            IsSound = isSound,
            Arguments = arguments,
        };
    }

    private IReadOnlyList<StrategyInfo> Strategies(string list) => OptionRules.ParseStrategies(list, known);

    private Race Find(string name)
    {
        Race race =
            races.Find(name)
            ?? throw new UsageException($"unknown race '{name}'; write {string.Join(" or ", WithProgram)}, or {All}");
        return race.Program is not null
            ? race
            : throw new UsageException($"the race '{name}' has no program; write one with --program");
    }

    /// <summary>The codec of programs that need one.</summary>
    /// <exception cref="EnvironmentException">Nobody provides it.</exception>
    private static CodecChoice Lz4() =>
        new CodecCatalog(new NativeCodecProvider(), new ManagedCodecProvider()).TryResolve(
            new CodecSpec(CodecAlgorithm.Lz4, Level: null),
            providerName: null,
            out CodecChoice? choice,
            out string? error
        )
            ? choice
            : throw new EnvironmentException(error);
}
