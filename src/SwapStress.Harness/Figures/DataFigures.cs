using static SwapStress.Harness.Figures.FigureRows;

namespace SwapStress.Harness.Figures;

/// <summary>The rows of rounds, workers, updates and what is wrong with data.</summary>
internal static class DataFigures
{
    private const Has OfRounds = Has.Everyone | Has.Small | Has.NoLine;
    private const Has Event = Has.Models | Has.Rare;
    private const string LeftOut = "only left out of rates";

    public static IReadOnlyList<Figure> Rows { get; } =
    [
        Of(
            Counter.Rounds,
            "rounds",
            OfRounds | Has.Intervals | Has.Matrix,
            "rounds that were checked, a stopped one included"
        ) with
        {
            Report = new("rounds") { Name = "rounds" },
            Metric = new("rounds", "{round}", "Rounds that ended.") { After = "misloads" },
        },
        Of(
            Counter.CountedRounds,
            "rounds that count",
            OfRounds | Has.Matrix,
            "rounds that are evidence: complete, with two workers or more, and each page came in and went out on average"
        ),
        Of(
            Counter.CountedRoundsWithLoss,
            "of these with a loss",
            OfRounds | Has.Rare | Has.NoSummary,
            "those of them that lost data"
        ),
        Of(
            Counter.VoidRounds,
            "void rounds",
            OfRounds | Has.Rare | Has.NoSummary,
            "complete rounds that could not have lost"
        ) with
        {
            Name = "voidRounds",
        },
        OnlySum(Counter.VoidUpdates, Has.None, "additions of the void rounds", LeftOut),
        OnlySum(Counter.VoidSwapIns, Has.None, "swap-ins of the void rounds", LeftOut),
        OnlySum(Counter.VoidElapsed, Has.Time, "time of the void rounds", LeftOut),
        new("stoppedRounds", "rounds that are not complete")
        {
            Formula = f => f("rounds") - f("countedRounds") - f("voidRounds"),
            Page = new("stopped rounds") { IsRare = true },
            Exempt = [(Writer.Line | Writer.Sums, Follows), (Writer.Summary | Writer.Overviews, Detail)],
        },
        Of(
            Counter.WorkersRequested,
            "workers asked for",
            Has.Small | Has.Setting | Has.NoLine | Has.NoSummary,
            "`--threads`"
        ) with
        {
            IsRequired = true,
            Page = new("workers asked for") { After = "workersCreated" },
        },
        Of(Counter.WorkersCreated, "workers", Has.Small | Has.Max, "threads that existed at once") with
        {
            IsRequired = true,
            Line = new("workers"),
            Report = new("workers") { Name = "workers" },
        },
        Of(
            Counter.Waves,
            "waves",
            Has.Small | Has.Setting | Has.NoSummary,
            "waves of a round, 1 where each worker had a thread"
        ),
        Of(
            Counter.Updates,
            "updates",
            Has.Everyone | Has.Intervals | Has.Matrix,
            "additions that the workers did; an access that failed did none"
        ) with
        {
            Report = new("updates") { Name = "updates" },
            Metric = new("updates", "{update}", "Additions, those of the round under way included."),
        },
        Of(
            Counter.LostUpdates,
            "lost updates",
            Has.Everyone | Has.Intervals | Has.Matrix,
            "additions missing from the counters when every worker had finished; of a page that cannot be read any more, "
                + "or whose counter its workers cannot have made, all of them"
        ) with
        {
            Report = new("lost updates") { Name = "lostUpdates" },
            Metric = new("lost_updates", "{update}", "Additions that were lost, of rounds that ended."),
        },
        Of(
            Counter.Misloads,
            "misloads",
            Has.Everyone | Has.Matrix,
            "pages on which a worker or the check saw another stamp or body than was written: another page's data, or "
                + "zeros; each page counts once a round"
        ) with
        {
            Report = new("misloads") { Name = "misloads" },
            Metric = new("misloads", "{page}", "Pages with another page's content, of rounds that ended."),
        },
        Of(
            Counter.ReadFailures,
            "read failures",
            Has.Everyone | Has.Matrix,
            "pages that the device could not read when a worker or the check came to them, which is SIGBUS to a program; "
                + "each page counts once a round. It is lost data like the others. The accesses that failed are not expected "
                + "in the counter; populating the next round drops such a page and writes it anew"
        ),
        Of(
            Counter.ChecksumErrors,
            "checksum errors",
            Has.NoLine | Has.NoSummary,
            "reads of zram that found another checksum than was written (`--checksum on`); null without. With "
                + "`--stable-writes off` they are the overrun neighbours, which are then read failures rather than misloads"
        ) with
        {
            Page = new("checksum errors") { IsRare = true, After = "swapMapErrors" },
        },
        Of(
            Counter.StaleInstalls,
            "stale installs",
            Has.Models | Has.Matrix,
            "the oracle: folios mapped that did not hold their page's newest content. One can undo many updates, or none, "
                + "so this is neither `lostUpdates` nor bound to it; null for a kernel"
        ) with
        {
            Metric = new("stale_installs", "{page}", "Pages mapped with an older content.") { After = "failedWrites" },
        },
        OnlySum(
            Counter.Defects,
            Has.None,
            "findings that contradict the oracle, and violations of the region's accounting",
            "the verdict says it"
        ) with
        {
            Matrix = "leaks",
        },
        Of(
            Counter.SwapMapErrors,
            "swap map errors",
            Has.Models,
            "uses of a slot dropped that nobody had, and slots freed that somebody counted on: \"Unused swap offset entry\" "
                + "in a kernel's log. Only `swap-count` gets there; a sound strategy that does is a defect"
        ) with
        {
            Summary = new("swap map errors") { IsRare = true, After = "events.overrun" },
            Page = new("swap map errors") { IsRare = true, After = "events.overrun" },
        },
        Of(
            Counter.EventStaleInstall,
            "of them read too early",
            Event | Has.NoSummary,
            "of the stale installs those that had been read before their page was last written (13ddaf26be32)"
        ),
        Of(
            Counter.EventOnlyCopyDropped,
            "dropped copies",
            Event,
            "those after zswap dropped the page's only copy (25cd241408a2)"
        ),
        Of(
            Counter.EventStaleWriteback,
            "stale writebacks",
            Event,
            "those of what zswap wrote to a slot that was no longer the entry's (04fc7816089c)"
        ),
        Of(Counter.EventOverrun, "overruns", Event, "those of pages that a neighbour's write damaged (f05714293a59)"),
    ];

    /// <summary>The last row.</summary>
    public static Figure FirstLoss { get; } =
        Of(
            Counter.FirstLoss,
            "",
            Has.Time | Has.NoLine | Has.NoSummary,
            "seconds of this strategy's own rounds until the first update was lost, by the oracle's clock; null if none was"
        ) with
        {
            Name = "firstLossSeconds",
            Kind = CounterKind.Moment,
            Section = Section.Data,
            Page = new("first loss after, s", "0.000") { IsRare = true },
        };
}
