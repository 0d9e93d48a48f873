using System.Diagnostics.CodeAnalysis;
using SwapStress.Primitives.Latency;
using static SwapStress.Harness.Figures.FigureRows;

namespace SwapStress.Harness.Figures;

/// <summary>The rows of times, rates and latencies.</summary>
internal static class TimeFigures
{
    private const double Microsecond = 1_000;
    private const string Us = "0.0";

    public static IReadOnlyList<Figure> Rows { get; } =
    [
        Of(Counter.Elapsed, "", Has.Everyone | Has.Time, "while workers ran; populating and checking are left out") with
        {
            Name = "elapsedSeconds",
            Line = new("elapsedSeconds", After: ""),
            Matrix = "elapsedSeconds",
            Summary = new("elapsed, s", "0.000") { After = "cpuSeconds" },
            Report = new("elapsed, s", "N1") { Name = "elapsedSeconds", IsForPrograms = true },
            Page = new("elapsed, s", "N1") { After = "suspendedSeconds" },
        },
        Of(
            Counter.CpuTime,
            "",
            Has.Everyone | Has.Time,
            "processor time, user and system, in the same span. It is the whole process's: workers, swapper, zswap's "
                + "shrinker and I/O threads, the display"
        ) with
        {
            Name = "cpuSeconds",
            Line = new("cpuSeconds", After: "elapsedSeconds"),
            Summary = new("CPU, s", "0.000") { After = "updatesPerSecond" },
            Page = new("CPU, s", "N1") { IsRare = true, After = "updatesPerSecond" },
        },
        Of(
            Counter.Suspended,
            "",
            Has.Everyone | Has.Time | Has.NoSummary,
            "seconds in which the process was stopped (SIGSTOP, a frozen cgroup): times and latencies have them in them"
        ) with
        {
            Name = "suspendedSeconds",
            Line = new("suspendedSeconds", After: "cpuSeconds"),
            Page = new("suspended, s", "0.0") { IsRare = true, After = "cpuSeconds" },
        },
        new("updatesPerSecond", "updates a second of the rounds that are not void")
        {
            Formula = f => Rate(f, "updates", "void.updates"),
            Digits = 1,
            Unknown = 0,
            Section = Section.Throughput,
            Line = new("updatesPerSecond", After: "updates"),
            Summary = new("updates/s") { After = "phasesNs.wait.p99" },
            Page = new("updates/s") { After = "swapInsPerSecond" },
            Exempt = [(Writer.Sums | Writer.Overviews, Follows)],
        },
        new("swapInsPerSecond", "swap-ins a second of the same")
        {
            Formula = f => Rate(f, "swapinNs.count", "void.swapIns"),
            Section = Section.Throughput,
            Summary = new("swap-ins/s"),
            Page = new("swap-ins/s"),
            Exempt = [(Writer.Run | Writer.Line | Writer.Sums | Writer.Overviews, Follows)],
        },
        .. SwapIns(),
        .. Phase(Latency.Wait, "waits", "swap-ins that waited, for other faults or for reclaim; null for a kernel"),
        .. Phase(Latency.Read, "reads timed", "swap-ins whose read was timed, one in eight of those that read"),
        .. Phase(Latency.Install, "installs timed", "the same, from the end of the read on"),
    ];

    private static double? Rate(Lookup f, string count, string left)
    {
        double? seconds = f("elapsedSeconds") - (f("void.elapsed") ?? 0);
        return seconds > 0 ? (f(count) - (f(left) ?? 0)) / seconds : null;
    }

    private static IEnumerable<Figure> SwapIns() =>
        OfLatency("swapinNs", Latency.Total, "swap-ins", "swap-ins, from the first fault of an access on")
            .Select(row => row with { IsInIntervals = true, Line = new(row.Name) })
            .Select(row =>
                row.Name switch
                {
                    "swapinNs.count" => row with
                    {
                        Metric = new("swap_ins", "{page}", "Pages brought back.") { After = "majorFaults" },
                    },
                    "swapinNs.p50" => Shown(row, "swap-in p50, us", "swapinP50Ns"),
                    "swapinNs.p99" => Shown(row, "p99, us", "swapinP99Ns"),
                    "swapinNs.p999" => Shown(row, "p99.9, us", "swapinP999Ns"),
                    "swapinNs.max" => Shown(row, "max, us", "swapinMaxNs"),
                    _ => row,
                }
            );

    private static Figure Shown(Figure row, string title, string csv) =>
        row with
        {
            Summary = new($"swap-in {row.Page!.Title}, us", Us, Microsecond),
            Report = new(title, "N1", Microsecond) { Name = csv, IsForPrograms = row.Page.Title == "max" },
            Page = row.Page with { IsRare = false },
        };

    [SuppressMessage("Globalization", "CA1308", Justification = "The fields are in lower case.")]
    private static IEnumerable<Figure> Phase(Latency part, string counted, string doc)
    {
        string name = part.ToString().ToLowerInvariant();
        return OfLatency($"phasesNs.{name}", part, counted, doc)
            .Select(row =>
                row.Page!.Title == counted
                    ? row
                    : row with
                    {
                        Page = row.Page with { Title = $"{name} {row.Page.Title}" },
                    }
            )
            .Select(row =>
                row.Name switch
                {
                    "phasesNs.wait.count" => row with
                    {
                        Line = new("waits", After: "injected.unreadablePages"),
                        Summary = new("waits"),
                    },
                    "phasesNs.wait.p99" => row with
                    {
                        Line = new("waitP99Ns", After: "injected.unreadablePages"),
                        Summary = new("wait p99, us", Us, Microsecond),
                    },
                    _ => row,
                }
            );
    }

    /// <summary>The figures of a distribution, in nanoseconds; all but the count are null where there is nothing to count.</summary>
    private static IEnumerable<Figure> OfLatency(string group, Latency part, string counted, string doc)
    {
        yield return Of("count", counted, doc, latency => latency.Count) with
        {
            Page = new(counted),
        };
        yield return Of("mean", "mean", "their mean, in ns", latency => Some(latency)?.MeanNs) with
        {
            Digits = 1,
        };
        yield return Percentile("p50", "p50", 50);
        yield return Percentile("p90", "p90", 90);
        yield return Percentile("p99", "p99", 99);
        yield return Percentile("p999", "p99.9", 99.9);
        yield return Of("max", "max", "the longest, in ns", latency => Some(latency)?.MaxNs);

        Figure Percentile(string name, string title, double percentile) =>
            Of(name, title, $"{title} of them, in ns", latency => Some(latency)?.PercentileNs(percentile));

        Figure Of(string name, string title, string text, Func<HistogramSnapshot, double?> value) =>
            new($"{group}.{name}", text)
            {
                Measure = tally => tally.Latencies[part] is { } latency ? value(latency) : null,
                Section = Section.Latency,
                Page = new(title, Cell.Duration) { IsRare = true },
                Exempt = [(Writer.Sums, "they have the distribution"), (Writer.Every & ~Writer.Run, Detail)],
            };

        static HistogramSnapshot? Some(HistogramSnapshot latency) => latency.Count > 0 ? latency : null;
    }
}
