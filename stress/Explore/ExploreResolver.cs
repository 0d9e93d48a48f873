using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>Gives the options of <c>explore</c> their meaning, and checks that they go together.</summary>
internal sealed class ExploreResolver(OptionValues values, ExploreCases cases)
{
    /// <summary>Schedules of a random search for which nothing is said.</summary>
    private const long RandomSchedulesDefault = 100_000;

    /// <summary>Every option, resolved.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public ExploreOptions Resolve()
    {
        IReadOnlyList<ExploreCase> chosen = Cases();
        var options = new ExploreOptions(
            chosen,
            Search(),
            Replay(chosen),
            OutputPaths.Of(values, ExploreTable.Json),
            OutputPaths.OfTrace(values, ExploreTable.Trace)
        );
        PathRules.Check([
            new NamedPath(ExploreTable.Json.Name, options.Json, IsWritten: true),
            new NamedPath(ExploreTable.Trace.Name, options.Trace, IsWritten: true),
        ]);
        return options;
    }

    private IReadOnlyList<ExploreCase> Cases()
    {
        string? fix = values.Word(ExploreTable.Fix);
        string? sync = values.Text(ExploreTable.Sync);
        if (values.Text(ExploreTable.Program) is { } text)
        {
            if (values.Given(ExploreTable.Race))
                throw new UsageException("--race has a program of its own; leave --race or --program out");
            if (fix is not null && sync is not null)
                throw new UsageException("--fix and --sync say the same thing twice; write one of them");
            return cases.OfProgram(ReadSpec(text), sync, fix ?? FixWord.Both, OwnArguments(text));
        }
        if (ExploreTable.OfPrograms.FirstOrDefault(values.Given) is { } own)
            throw new UsageException($"{own} is part of a program; leave it out, or write --program \"T0: ...\"");
        string race = values.Text(ExploreTable.Race) ?? "all";
        if (!values.Given(ExploreTable.Race) && sync is not null)
        {
            return fix is null
                ? cases.OfStrategies(sync)
                : throw new UsageException("--fix and --sync say the same thing twice; write one of them");
        }
        return cases.OfRaces(race, sync, fix ?? FixWord.Both);
    }

    private ProgramSpec ReadSpec(string text)
    {
        ProgramSpec spec = Parsed(() => ProgramSpec.Parse(text), "--program");
        if (spec.Threads.Count > ScheduleEngine.ThreadsMax)
            throw new UsageException(
                $"--program has {spec.Threads.Count} threads; the most are {ScheduleEngine.ThreadsMax}"
            );
        int pages = values.Get(ExploreTable.Pages, spec.PagesNamed);
        if (pages < spec.PagesNamed)
            throw new UsageException(
                $"--program names page {spec.PagesNamed - 1}, and --pages {pages} ends before it; write --pages {spec.PagesNamed}"
            );
        spec = spec with
        {
            Pages = pages,
            Slots = values.Get(ExploreTable.Slots, pages),
            Device = values.Get(ExploreTable.Device, ProgramSpec.Brd),
            HasZswap = values.Given(ExploreTable.Zswap),
            ZswapExclusiveFix = values.Get(ExploreTable.ZswapExclusiveFix, fallback: true),
            ZswapWritebackFix = values.Get(ExploreTable.ZswapWritebackFix, fallback: true),
            StableWrites = values.Get(ExploreTable.StableWrites, fallback: true),
            FailsPoolAllocations = values.Given(ExploreTable.FailPoolAlloc),
            FailedWrites = values.Get(ExploreTable.FailWrites, 0),
        };
        bool writesBack = spec.Threads.Append(spec.Setup).Any(ops => ops.Any(op => op.Kind == OperationKind.Writeback));
        OptionRow[] zswap = [ExploreTable.ZswapExclusiveFix, ExploreTable.ZswapWritebackFix];
        if (
            !spec.HasZswap
            && (zswap.FirstOrDefault(values.Given)?.Name ?? (writesBack ? "writeback" : null)) is { } part
        )
            throw new UsageException($"{part} is about zswap, and there is none; add --zswap");
        OptionRow[] zram = [ExploreTable.StableWrites, ExploreTable.FailPoolAlloc];
        if (spec.Device != ProgramSpec.Zram && zram.FirstOrDefault(values.Given) is { } option)
            throw new UsageException($"{option} is about zram; write --device zram, or leave it out");
        return spec;
    }

    /// <summary>What of the command line makes the program, for the command that replays it.</summary>
    private List<string> OwnArguments(string text)
    {
        List<string> arguments = [ExploreTable.Program.Name, text];
        foreach ((OptionRow row, string? value) in values.Of(ExploreTable.OfPrograms))
            arguments.AddRange(value is null ? [row.Name] : [row.Name, value]);
        return arguments;
    }

    private SearchOptions Search()
    {
        SearchKind kind = values.Get(ExploreTable.Strategy, SearchKind.DepthFirst);
        Refuse(ExploreTable.Preemptions, kind != SearchKind.DepthFirst, "--strategy dfs");
        Refuse(ExploreTable.Depth, kind != SearchKind.Pct, "--strategy pct");
        Refuse(ExploreTable.Seed, kind == SearchKind.DepthFirst, "--strategy pct or random");
        long? durationNs = values.Find(ExploreTable.Duration);
        long? schedules = values.Find(ExploreTable.Schedules);
        if (kind != SearchKind.DepthFirst && durationNs is null)
            schedules ??= RandomSchedulesDefault;
        return new SearchOptions
        {
            Kind = kind,
            PreemptionsMax = values.Get(ExploreTable.Preemptions, ExploreTable.PreemptionsDefault),
            Depth = values.Get(ExploreTable.Depth, ExploreTable.DepthDefault),
            Seed = values.Get(ExploreTable.Seed, 1UL),
            SchedulesMax = schedules ?? 0,
            DurationMax = durationNs is { } ns ? TimeSpan.FromMicroseconds(ns / 1000.0) : null,
            StopsAtFirst = !values.Given(ExploreTable.NoStop),
            ChecksInFull = values.Get(ExploreTable.Check, fallback: false),
        };
    }

    private void Refuse(OptionRow option, bool isMeaningless, string instead)
    {
        if (isMeaningless && values.Given(option))
            throw new UsageException($"{option} is for another search; leave it out, or write {instead}");
    }

    private Schedule? Replay(IReadOnlyList<ExploreCase> chosen)
    {
        if (values.Text(ExploreTable.Replay) is not { } text)
            return null;
        if (ExploreTable.OfSearches.FirstOrDefault(values.Given) is { } search)
            throw new UsageException($"--replay runs one schedule and searches for none; leave {search} out");
        if (chosen.Count != 1)
            throw new UsageException(
                $"--replay runs one schedule of one program, and these are {chosen.Count}; add "
                    + (
                        values.Given(ExploreTable.Program)
                            ? "--sync with one strategy"
                            : "--race NAME and --fix off or on"
                    )
            );
        return Parsed(() => Schedule.Parse(text), "--replay");
    }

    private static T Parsed<T>(Func<T> parse, string option)
    {
        try
        {
            return parse();
        }
        catch (FormatException exception)
        {
            throw new UsageException($"{option}: {exception.Message}", exception);
        }
    }
}
