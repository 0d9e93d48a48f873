using System.CommandLine;
using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Harness;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>Gives the options of <c>explore</c> their meaning, and checks that they go together.</summary>
internal sealed class ExploreResolver(ExploreOptionSet set, ParseResult parsed, ExploreCases cases)
    : OptionReader(parsed)
{
    private const int PreemptionsMax = 100;
    private const int DepthMax = 100;
    private const int SlotsMax = 64;
    private const int FailedWritesMax = 1000;

    /// <summary>Schedules of a random search for which nothing is said.</summary>
    private const long RandomSchedulesDefault = 100_000;

    /// <summary>Every option, resolved.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public ExploreOptions Resolve()
    {
        IReadOnlyList<ExploreCase> chosen = Cases();
        var options = new ExploreOptions(chosen, Search(), Replay(chosen), JsonFile(set.Json), TraceFile(set.Trace));
        PathRules.Check([
            new NamedPath(set.Json.Name, options.Json, IsWritten: true),
            new NamedPath(set.Trace.Name, options.Trace, IsWritten: true),
        ]);
        return options;
    }

    private IReadOnlyList<ExploreCase> Cases()
    {
        string? fix = Choice(set.Fix, "off", "on", "both");
        string? sync = Text(set.Sync);
        if (Text(set.Program) is { } text)
        {
            if (Given(set.Race))
                throw new UsageException("--race has a program of its own; leave --race or --program out");
            if (fix is not null && sync is not null)
                throw new UsageException("--fix and --sync say the same thing twice; write one of them");
            return cases.OfProgram(ReadSpec(text), sync, fix ?? "both", OwnArguments(text));
        }
        if (set.OfPrograms.FirstOrDefault(Given) is { } own)
            throw new UsageException($"{own.Name} is part of a program; leave it out, or write --program \"T0: ...\"");
        string race = Text(set.Race) ?? "all";
        if (!Given(set.Race) && sync is not null)
        {
            return fix is null
                ? cases.OfStrategies(sync)
                : throw new UsageException("--fix and --sync say the same thing twice; write one of them");
        }
        return cases.OfRaces(race, sync, fix ?? "both");
    }

    private ProgramSpec ReadSpec(string text)
    {
        ProgramSpec spec = Parsed(() => ProgramSpec.Parse(text), "--program");
        if (spec.Threads.Count > ScheduleEngine.ThreadsMax)
            throw new UsageException(
                $"--program has {spec.Threads.Count} threads; the most are {ScheduleEngine.ThreadsMax}"
            );
        int pages = (int)(Number(set.Pages, 1, ExploredProgram.PagesMax) ?? (ulong)spec.PagesNamed);
        if (pages < spec.PagesNamed)
            throw new UsageException(
                $"--program names page {spec.PagesNamed - 1}, and --pages {pages} ends before it; write --pages {spec.PagesNamed}"
            );
        spec = spec with
        {
            Pages = pages,
            Slots = (int)(Number(set.Slots, 1, SlotsMax) ?? (ulong)pages),
            Device = Choice(set.Device, ProgramSpec.Brd, ProgramSpec.Zram) ?? ProgramSpec.Brd,
            HasZswap = Flag(set.Zswap),
            ZswapExclusiveFix = Choice(set.ZswapExclusiveFix, "on", "off") != "off",
            ZswapWritebackFix = Choice(set.ZswapWritebackFix, "on", "off") != "off",
            StableWrites = Choice(set.StableWrites, "on", "off") != "off",
            FailsPoolAllocations = Flag(set.FailPoolAlloc),
            FailedWrites = (int)(Number(set.FailWrites, 0, FailedWritesMax) ?? 0),
        };
        bool writesBack = spec.Threads.Append(spec.Setup).Any(ops => ops.Any(op => op.Kind == OperationKind.Writeback));
        Option[] zswap = [set.ZswapExclusiveFix, set.ZswapWritebackFix];
        if (!spec.HasZswap && (zswap.FirstOrDefault(Given)?.Name ?? (writesBack ? "writeback" : null)) is { } part)
            throw new UsageException($"{part} is about zswap, and there is none; add --zswap");
        Option[] zram = [set.StableWrites, set.FailPoolAlloc];
        if (spec.Device != ProgramSpec.Zram && zram.FirstOrDefault(Given) is { } option)
            throw new UsageException($"{option.Name} is about zram; write --device zram, or leave it out");
        return spec;
    }

    /// <summary>What of the command line makes the program, for the command that replays it.</summary>
    private List<string> OwnArguments(string text)
    {
        List<string> arguments = [set.Program.Name, text];
        foreach (Option option in set.OfPrograms.Where(Given))
        {
            arguments.Add(option.Name);
            if (option is Option<string> valued)
                arguments.Add(Text(valued)!);
        }
        return arguments;
    }

    private SearchOptions Search()
    {
        SearchKind kind = Choice(set.Strategy, "dfs", "pct", "random") switch
        {
            "pct" => SearchKind.Pct,
            "random" => SearchKind.RandomWalk,
            _ => SearchKind.DepthFirst,
        };
        Refuse(set.Preemptions, kind != SearchKind.DepthFirst, "--strategy dfs");
        Refuse(set.Depth, kind != SearchKind.Pct, "--strategy pct");
        Refuse(set.Seed, kind == SearchKind.DepthFirst, "--strategy pct or random");
        long? durationNs = Duration(set.Duration, 1, DurationNsMax);
        ulong? schedules = Number(set.Schedules, 1, long.MaxValue);
        if (kind != SearchKind.DepthFirst && durationNs is null)
            schedules ??= RandomSchedulesDefault;
        return new SearchOptions
        {
            Kind = kind,
            PreemptionsMax = (int)(Number(set.Preemptions, 0, PreemptionsMax) ?? ExploreOptionSet.PreemptionsDefault),
            Depth = (int)(Number(set.Depth, 1, DepthMax) ?? ExploreOptionSet.DepthDefault),
            Seed = Number(set.Seed, 0, ulong.MaxValue) ?? 1,
            SchedulesMax = (long)(schedules ?? 0),
            DurationMax = durationNs is { } ns ? TimeSpan.FromMicroseconds(ns / 1000.0) : null,
            StopsAtFirst = !Flag(set.NoStop),
            ChecksInFull =
                Choice(set.Check, ExploreOptionSet.CheckWitness, ExploreOptionSet.CheckFull)
                == ExploreOptionSet.CheckFull,
        };
    }

    private void Refuse(Option option, bool isMeaningless, string instead)
    {
        if (isMeaningless && Given(option))
            throw new UsageException($"{option.Name} is for another search; leave it out, or write {instead}");
    }

    private Schedule? Replay(IReadOnlyList<ExploreCase> chosen)
    {
        if (Text(set.Replay) is not { } text)
            return null;
        if (set.OfSearches.FirstOrDefault(Given) is { } search)
            throw new UsageException($"--replay runs one schedule and searches for none; leave {search.Name} out");
        if (chosen.Count != 1)
            throw new UsageException(
                $"--replay runs one schedule of one program, and these are {chosen.Count}; add "
                    + (Given(set.Program) ? "--sync with one strategy" : "--race NAME and --fix off or on")
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
