using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Explore;

/// <summary>Every option of <c>explore</c>, a row each: <see cref="ExploreResolver"/> gives them a meaning.</summary>
internal static class ExploreTable
{
    public const int PreemptionsDefault = 3;
    public const int DepthDefault = 3;

    public static OptionRow<string?> Race { get; } =
        new("--race", OptionKind.Text("NAME|all", "{races}", "all"), "Explore a race's program: {races}. Default all.");

    public static OptionRow<string?> Sync { get; } =
        new(
            "--sync",
            OptionKind.Text("LIST|all", "{strategies}", "all"),
            "Strategies, separated by commas: {strategies}; or all. Without --race and --program, on "
                + "the program of swapcache-skip; all of them together with the fixes of the other races."
        );

    public static OptionRow<string> Fix { get; } =
        new(
            "--fix",
            OptionKind.Word(FixWord.Off, FixWord.On, FixWord.Both),
            "The race's fix; with --program, off = --sync none, on = --sync prepare-tick. Default both."
        );

    public static OptionRow<string?> Program { get; } =
        new(
            "--program",
            OptionKind.Text("TEXT"),
            $"A program of 1 to {ScheduleEngine.ThreadsMax} threads, such as \"setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, "
                + $"pageout 0\". Operations: {string.Join(", ", ProgramText.Words)}."
        );

    public static OptionRow<int> Pages { get; } =
        new(
            "--pages",
            OptionKind.Whole(1, ExploredProgram.PagesMax),
            "Pages of the program's region. Default: as many as it names."
        );

    public static OptionRow<int> Slots { get; } =
        new("--slots", OptionKind.Whole(1, 64), "Slots of the program's swap device. Default: as many as pages.");

    public static OptionRow<string> Device { get; } =
        new(
            "--device",
            OptionKind.Word(ProgramSpec.Brd, ProgramSpec.Zram),
            "The program's swap device. Default brd, whose schedules run fastest."
        );

    public static OptionRow<bool> Zswap { get; } =
        new("--zswap", OptionKind.Flag, "zswap in front of the program's device.");

    public static OptionRow<bool> ZswapExclusiveFix { get; } =
        new("--zswap-exclusive-fix", OptionKind.OnOff, "25cd241408a2, for the program. Default on.");

    public static OptionRow<bool> ZswapWritebackFix { get; } =
        new("--zswap-writeback-fix", OptionKind.OnOff, "04fc7816089c, for the program. Default on.");

    public static OptionRow<bool> StableWrites { get; } =
        new("--stable-writes", OptionKind.OnOff, "f05714293a59, for the program. Default on.");

    public static OptionRow<bool> FailPoolAlloc { get; } =
        new(
            "--fail-pool-alloc",
            OptionKind.Flag,
            "Each allocation in zram's pool fails at first, so that each page is compressed twice."
        );

    public static OptionRow<int> FailWrites { get; } =
        new(
            "--fail-writes",
            OptionKind.Whole(0, 1000),
            "The first N writes of the program's threads to each slot fail, as on a device that is full. Default 0."
        );

    public static OptionRow<SearchKind> Strategy { get; } =
        new(
            "--strategy",
            OptionKind.Choice(
                ("dfs", SearchKind.DepthFirst),
                ("pct", SearchKind.Pct),
                ("random", SearchKind.RandomWalk)
            ),
            "How schedules are chosen: every one within the bound, PCT, or a random walk. Default dfs."
        );

    public static OptionRow<int> Preemptions { get; } =
        new("--preemptions", OptionKind.Whole(0, 100), $"The bound of dfs. Default {PreemptionsDefault}.");

    public static OptionRow<int> Depth { get; } =
        new("--depth", OptionKind.Whole(1, 100), $"The depth of PCT. Default {DepthDefault}.");

    public static OptionRow<ulong> Seed { get; } =
        new("--seed", OptionKind.Whole(0UL, ulong.MaxValue), "Seed of pct and random. Default 1.");

    public static OptionRow<long> Schedules { get; } =
        new(
            "--schedules",
            OptionKind.Whole(1L, long.MaxValue),
            "Cut each search after so many schedules. Default for pct and random, without --duration: 100,000."
        );

    public static OptionRow<long> Duration { get; } =
        new("--duration", OptionKind.Duration(1), "Cut each search after this time, such as 30s.");

    public static OptionRow<bool> NoStop { get; } =
        new("--no-stop", OptionKind.Flag, "Go on after the first losing schedule, and count every outcome.");

    public static OptionRow<bool> Check { get; } =
        new(
            "--check",
            OptionKind.Choice(("witness", false), ("full", true)),
            "After each schedule: all pages, stale installs, swap map errors, and whether frames, slots and entries come back; "
                + "and every folio, slot and object where one of these is wrong (witness) or always (full). "
                + "Default witness."
        );

    public static OptionRow<string?> Replay { get; } =
        new("--replay", OptionKind.Text("SCHEDULE"), "Run one schedule of one program, as a search printed it.");

    public static OptionRow<string?> Json { get; } =
        new("--json", OptionKind.Text("FILE"), "Write the results there, too.");

    public static OptionRow<string?> Trace { get; } =
        new(
            "--trace",
            OptionKind.Text("FILE"),
            "Write the losing schedules there, too, for ui.perfetto.dev (Trace Event Format): a step takes 1 us."
        );

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<OptionRow> All { get; } = OptionRow.AllOf(typeof(ExploreTable));

    /// <summary>What a race's program has of its own.</summary>
    public static IReadOnlyList<OptionRow> OfPrograms { get; } =
    [Pages, Slots, Device, Zswap, ZswapExclusiveFix, ZswapWritebackFix, StableWrites, FailPoolAlloc, FailWrites];

    /// <summary>What chooses schedules.</summary>
    public static IReadOnlyList<OptionRow> OfSearches { get; } =
    [Strategy, Preemptions, Depth, Seed, Schedules, Duration, NoStop, Check];
}
