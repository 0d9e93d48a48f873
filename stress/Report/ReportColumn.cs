using System.Globalization;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>A figure of a contender.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Name">The same in csv.</param>
/// <param name="Text">Its text for people.</param>
/// <param name="Value">The plain value for csv; empty where there is none.</param>
internal sealed record ReportColumn(
    string Title,
    string Name,
    Func<RecordedContender, string> Text,
    Func<RecordedContender, string> Value
)
{
    private const double Faults = 10_000;

    public static IReadOnlyList<ReportColumn> All { get; } =
    [
        Count("rounds", "rounds", c => c.Rounds),
        Count("workers", "workers", c => c.Workers),
        Count("updates", "updates", c => c.Updates),
        Count("lost updates", "lostUpdates", c => c.LostUpdates),
        Count("misloads", "misloads", c => c.Misloads),
        Count("major faults", "majorFaults", c => c.MajorFaults),
        Rate("lost / 10,000 major faults", "lostPer10000MajorFaults", rate => rate.PerFault),
        Rate("95 % from", "lostPer10000MajorFaultsLow", rate => rate.Low),
        Rate("to", "lostPer10000MajorFaultsHigh", rate => rate.High),
        Microseconds("swap-in p50, us", "swapinP50Ns", latency => latency.P50),
        Microseconds("p99, us", "swapinP99Ns", latency => latency.P99),
        Microseconds("p99.9, us", "swapinP999Ns", latency => latency.P999),
    ];

    /// <summary>What only programs want.</summary>
    public static IReadOnlyList<ReportColumn> More { get; } =
    [
        Microseconds("max, us", "swapinMaxNs", latency => latency.Max),
        new("elapsed, s", "elapsedSeconds", c => $"{c.ElapsedSeconds:N1}", c => Plain(c.ElapsedSeconds)),
    ];

    private static ReportColumn Count(string title, string name, Func<RecordedContender, long> value) =>
        new(title, name, c => value(c).ToString("N0", CultureInfo.InvariantCulture), c => Plain(value(c)));

    private static ReportColumn Rate(string title, string name, Func<LossRate, double> value) =>
        new(
            title,
            name,
            c => c.LossRate is { } rate ? (value(rate) * Faults).ToString("0.####", CultureInfo.InvariantCulture) : "-",
            c => c.LossRate is { } rate ? Plain(value(rate) * Faults) : ""
        );

    private static ReportColumn Microseconds(string title, string name, Func<RecordedLatency, long> value) =>
        new(
            title,
            name,
            c =>
                c.SwapIn is { Count: > 0 } latency
                    ? (value(latency) / 1e3).ToString("N1", CultureInfo.InvariantCulture)
                    : "-",
            c => c.SwapIn is { Count: > 0 } latency ? Plain(value(latency)) : ""
        );

    private static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
