using static SwapStress.Harness.Figures.FigureRows;

namespace SwapStress.Harness.Figures;

/// <summary>The rows of faults and of what goes out, and of what fails there.</summary>
internal static class PagingFigures
{
    public static IReadOnlyList<Figure> Rows { get; } =
    [
        Of(
            Counter.MajorFaults,
            "major faults",
            Has.Everyone | Has.Intervals | Has.Matrix,
            "faults that read the device, whether or not they could use what they read"
        ) with
        {
            Report = new("major faults") { Name = "majorFaults" },
            Metric = new("major_faults", "{fault}", "Faults that read the swap device."),
        },
        Of(Counter.MinorFaults, "minor faults", Has.Everyone, "faults that read nothing"),
        Of(
            Counter.Refaults,
            "refaults",
            Has.Models,
            "faults that had to be repeated: lost the race for the slot, the folio lock, the PTE; null for a kernel"
        ) with
        {
            Metric = new("refaults", "{fault}", "Faults that lost the race for the page.") { After = "swapinNs.count" },
        },
        Of(Counter.SwapOuts, "swap-outs", Has.Everyone | Has.Matrix, "pages written to the device") with
        {
            Metric = new("swap_outs", "{page}", "Pages written to the swap device.") { After = "refaults" },
        },
        Of(
            Counter.FailedWrites,
            "failed writes",
            Has.Models | Has.Rare,
            "writes that the device refused (`--mem-limit`) or failed; each such page stayed in memory; null for a kernel"
        ) with
        {
            Metric = new("failed_writes", "{page}", "Writes that the device refused or failed."),
        },
        Of(
            Counter.InjectedReadErrors,
            "injected read errors",
            Has.Rare,
            "reads that the device failed on purpose; all of `injected` is null where it does nothing on purpose"
        ),
        Of(Counter.InjectedWriteErrors, "injected write errors", Has.Rare, "writes that it failed"),
        Of(Counter.InjectedNoSpace, "injected full", Has.Rare, "writes for which it said that it is full"),
        Of(Counter.InjectedSlowReads, "injected slow reads", Has.Rare, "reads that it made slow"),
        Of(
            Counter.InjectedFailures,
            "pages with SIGBUS",
            Has.Everyone | Has.Rare,
            "pages that could not be read for it, each once a round; no loss"
        ) with
        {
            Name = "injected.unreadablePages",
            Sum = "injectedFailures",
            Line = new("injected.unreadablePages"),
            Section = Section.Paging,
            Needs = Counter.InjectedReadErrors,
        },
    ];
}
