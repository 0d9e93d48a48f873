using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>A row of the table of figures, or where <paramref name="Value"/> is null the heading of some.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Value">The text of a contender's figure; "-" where it has none.</param>
/// <param name="IsRare">Whether the row is left out where all are zero or have none.</param>
internal sealed record FigureRow(string Title, Func<RecordedContender, string>? Value, bool IsRare = false)
{
    private const string None = "-";

    /// <summary>All rows, in their order.</summary>
    public static IReadOnlyList<FigureRow> All { get; } =
    [
        new("Data", null),
        new("rounds", c => Number(c.Rounds)),
        Count("rounds that count", "countedRounds"),
        Rare("of these with a loss", "countedRoundsWithLoss"),
        Rare("void rounds", "voidRounds"),
        Rare("stopped rounds", "stoppedRounds"),
        new("workers", c => Number(c.Workers)),
        Count("workers asked for", "workersRequested"),
        Count("waves", "waves"),
        new("updates", c => Number(c.Updates)),
        new("lost updates", c => Number(c.LostUpdates)),
        new("misloads", c => Number(c.Misloads)),
        Count("read failures", "readFailures"),
        Count("stale installs", "staleInstalls"),
        Rare("of them read too early", "events.staleInstall"),
        Rare("dropped copies", "events.onlyCopyDropped"),
        Rare("stale writebacks", "events.staleWriteback"),
        Rare("overruns", "events.overrun"),
        Rare("swap map errors", "swapMapErrors"),
        Rare("checksum errors", "checksumErrors"),
        new("first loss after, s", c => Figure(c, "firstLossSeconds", value => $"{value:0.000}"), IsRare: true),
        new("lost / 10,000 major faults", c => c.LossRate is { } rate ? Rate(rate.PerFault) : None),
        new("95 % interval", c => c.LossRate is { } rate ? $"{Rate(rate.Low)}–{Rate(rate.High)}" : None),
        new("Paging", null),
        new("major faults", c => Number(c.MajorFaults)),
        Count("minor faults", "minorFaults"),
        Count("refaults", "refaults"),
        Count("swap-outs", "swapOuts"),
        Rare("failed writes", "failedWrites"),
        Rare("injected read errors", "injected.readErrors"),
        Rare("injected write errors", "injected.writeErrors"),
        Rare("injected full", "injected.noSpace"),
        Rare("injected slow reads", "injected.slowReads"),
        Rare("pages with SIGBUS", "injected.unreadablePages"),
        new("Swap-in latency", null),
        new("swap-ins", c => c.SwapIn is { } latency ? Number(latency.Count) : None),
        new("mean", c => Figure(c, "swapinNs.mean", LatencyText.Figure), IsRare: true),
        new("p50", c => Latency(c, latency => latency.P50)),
        new("p90", c => Figure(c, "swapinNs.p90", LatencyText.Figure), IsRare: true),
        new("p99", c => Latency(c, latency => latency.P99)),
        new("p99.9", c => Latency(c, latency => latency.P999)),
        new("max", c => Latency(c, latency => latency.Max)),
        Count("waits", "phasesNs.wait.count"),
        .. Phase("wait"),
        Count("reads timed", "phasesNs.read.count"),
        .. Phase("read"),
        Count("installs timed", "phasesNs.install.count"),
        .. Phase("install"),
        new("Throughput", null),
        new("swap-ins/s", c => c.SwapIn is { } latency ? PerSecond(c, latency.Count) : None),
        new("updates/s", c => c.Figures?["updatesPerSecond"] is { } value ? $"{value:N0}" : PerSecond(c, c.Updates)),
        new("CPU, s", c => Figure(c, "cpuSeconds", value => $"{value:N1}"), IsRare: true),
        new("suspended, s", c => Figure(c, "suspendedSeconds", value => $"{value:0.0}"), IsRare: true),
        new("elapsed, s", c => c.ElapsedSeconds.ToString("N1", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whether some contender has something to say in it.</summary>
    public bool IsFor(IEnumerable<PageContender> contenders) =>
        !IsRare || contenders.Any(item => Value!(item.Contender) is not (None or "0" or "0 ns" or "0.0"));

    private static IEnumerable<FigureRow> Phase(string phase) =>
        new[]
        {
            ("mean", "mean"),
            ("p50", "p50"),
            ("p90", "p90"),
            ("p99", "p99"),
            ("p99.9", "p999"),
            ("max", "max"),
        }.Select(one => new FigureRow(
            $"{phase} {one.Item1}",
            c => Figure(c, $"phasesNs.{phase}.{one.Item2}", LatencyText.Figure),
            IsRare: true
        ));

    private static FigureRow Count(string title, string path) =>
        new(title, c => Figure(c, path, value => value.ToString("N0", CultureInfo.InvariantCulture)));

    private static FigureRow Rare(string title, string path) => Count(title, path) with { IsRare = true };

    private static string Figure(RecordedContender contender, string path, Func<double, string> text) =>
        contender.Figures?[path] is { } value ? text(value) : None;

    private static string Latency(RecordedContender contender, Func<RecordedLatency, long> value) =>
        contender.SwapIn is { Count: > 0 } latency ? LatencyText.Figure(value(latency)) : None;

    /// <summary>Some three digits of it.</summary>
    private static string Rate(double rate) =>
        (rate * 10_000).ToString(
            (rate * 10_000) switch
            {
                >= 100 => "N0",
                >= 10 => "0.#",
                >= 1 => "0.##",
                _ => "0.####",
            },
            CultureInfo.InvariantCulture
        );

    private static string PerSecond(RecordedContender contender, long count) =>
        contender.ElapsedSeconds > 0
            ? (count / contender.ElapsedSeconds).ToString("N0", CultureInfo.InvariantCulture)
            : None;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
