using System.CommandLine;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>The options of <c>explore</c>, as text: <see cref="ExploreResolver"/> gives them a meaning.</summary>
internal sealed class ExploreOptionSet(IEnumerable<string> strategyNames, IEnumerable<string> raceNames)
{
    public const int PreemptionsDefault = 3;
    public const int DepthDefault = 3;
    public const string CheckWitness = "witness";
    public const string CheckFull = "full";

    public Option<string> Race { get; } =
        OptionOf.Value(
            "--race",
            "NAME|all",
            $"Explore a race's program: {string.Join(", ", raceNames)}. Default all.",
            [.. raceNames, "all"]
        );

    public Option<string> Sync { get; } =
        OptionOf.Value(
            "--sync",
            "LIST|all",
            $"Strategies, separated by commas: {string.Join(", ", strategyNames)}; or all. Without --race and --program, on "
                + "the program of swapcache-skip; all of them together with the fixes of the other races.",
            [.. strategyNames, "all"]
        );

    public Option<string> Fix { get; } =
        OptionOf.Value(
            "--fix",
            "off|on|both",
            "The race's fix; with --program, off = --sync none, on = --sync prepare-tick. Default both."
        );

    public Option<string> Program { get; } =
        OptionOf.Value(
            "--program",
            "TEXT",
            $"A program of 1 to {ScheduleEngine.ThreadsMax} threads, such as \"setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, "
                + $"pageout 0\". Operations: {string.Join(", ", ProgramText.Words)}."
        );

    public Option<string> Pages { get; } =
        OptionOf.Value("--pages", "N", "Pages of the program's region. Default: as many as it names.");

    public Option<string> Slots { get; } =
        OptionOf.Value("--slots", "N", "Slots of the program's swap device. Default: as many as pages.");

    public Option<string> Device { get; } =
        OptionOf.Value("--device", "brd|zram", "The program's swap device. Default brd, whose schedules run fastest.");

    public Option<bool> Zswap { get; } = OptionOf.Flag("--zswap", "zswap in front of the program's device.");

    public Option<string> ZswapExclusiveFix { get; } =
        OptionOf.Value("--zswap-exclusive-fix", "on|off", "25cd241408a2, for the program. Default on.");

    public Option<string> ZswapWritebackFix { get; } =
        OptionOf.Value("--zswap-writeback-fix", "on|off", "04fc7816089c, for the program. Default on.");

    public Option<string> StableWrites { get; } =
        OptionOf.Value("--stable-writes", "on|off", "f05714293a59, for the program. Default on.");

    public Option<bool> FailPoolAlloc { get; } =
        OptionOf.Flag(
            "--fail-pool-alloc",
            "Each allocation in zram's pool fails at first, so that each page is compressed twice."
        );

    public Option<string> FailWrites { get; } =
        OptionOf.Value(
            "--fail-writes",
            "N",
            "The first N writes of the program's threads to each slot fail, as on a device that is full. Default 0."
        );

    public Option<string> Strategy { get; } =
        OptionOf.Value(
            "--strategy",
            "dfs|pct|random",
            "How schedules are chosen: every one within the bound, PCT, or a random walk. Default dfs."
        );

    public Option<string> Preemptions { get; } =
        OptionOf.Value("--preemptions", "N", $"The bound of dfs. Default {PreemptionsDefault}.");

    public Option<string> Depth { get; } = OptionOf.Value("--depth", "N", $"The depth of PCT. Default {DepthDefault}.");

    public Option<string> Seed { get; } = OptionOf.Value("--seed", "N", "Seed of pct and random. Default 1.");

    public Option<string> Schedules { get; } =
        OptionOf.Value(
            "--schedules",
            "N",
            "Cut each search after so many schedules. Default for pct and random, without --duration: 100,000."
        );

    public Option<string> Duration { get; } =
        OptionOf.Value("--duration", "DUR", "Cut each search after this time, such as 30s.");

    public Option<string> Check { get; } =
        OptionOf.Value(
            "--check",
            $"{CheckWitness}|{CheckFull}",
            "After each schedule: all pages, stale installs, swap map errors, and whether frames, slots and entries come back; "
                + $"and every folio, slot and object where one of these is wrong ({CheckWitness}) or always ({CheckFull}). "
                + $"Default {CheckWitness}."
        );

    public Option<string> Replay { get; } =
        OptionOf.Value("--replay", "SCHEDULE", "Run one schedule of one program, as a search printed it.");

    public Option<string> Json { get; } = OptionOf.Value("--json", "FILE", "Write the results there, too.");

    public Option<string> Trace { get; } =
        OptionOf.Value(
            "--trace",
            "FILE",
            "Write the losing schedules there, too, for ui.perfetto.dev (Trace Event Format): a step takes 1 us."
        );

    public Option<bool> NoStop { get; } =
        OptionOf.Flag("--no-stop", "Go on after the first losing schedule, and count every outcome.");

    /// <summary>What a race's program has of its own.</summary>
    public IReadOnlyList<Option> OfPrograms =>
        [Pages, Slots, Device, Zswap, ZswapExclusiveFix, ZswapWritebackFix, StableWrites, FailPoolAlloc, FailWrites];

    /// <summary>What chooses schedules.</summary>
    public IReadOnlyList<Option> OfSearches => [Strategy, Preemptions, Depth, Seed, Schedules, Duration, NoStop, Check];

    /// <summary>All of them, in the order of help.</summary>
    public IReadOnlyList<Option> All => [Race, Sync, Fix, Program, .. OfPrograms, .. OfSearches, Replay, Json, Trace];
}
