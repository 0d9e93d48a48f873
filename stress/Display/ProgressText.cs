using System.Globalization;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Display;

/// <summary>How a run gets on, in one plain line.</summary>
internal static class ProgressText
{
    /// <summary>The run so far, and the latency of the last interval.</summary>
    public static string Describe(RunProgress now, RunProgress interval, StressOptions options)
    {
        HistogramSnapshot swapIn = interval
            .Strategies.Select(strategy => strategy.SwapIn)
            .Aggregate(HistogramSnapshot.Empty, (sum, next) => sum.Plus(next));
        long lost = now.Strategies.Sum(strategy => strategy.LostUpdates);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Format(now.Elapsed)}: {now.Strategies.Sum(strategy => strategy.Rounds):N0} rounds, "
                + $"{now.Strategies.Sum(strategy => strategy.Updates):N0} updates, {lost:N0} lost; "
                + $"swap-ins {swapIn.Count / Math.Max(interval.Elapsed.TotalSeconds, 1e-3):N0}/s, p50 {Us(swapIn, 50)}, "
                + $"p99 {Us(swapIn, 99)} us; {now.Process.WorkingSetBytes >> 20} MiB, {now.Process.Handles} handles, "
                + $"{now.Process.Threads} threads; {DescribeLeft(now.Left, options)}{(DescribePhase(now) is { } phase ? $", {phase}" : "")}"
        );
    }

    /// <summary>When a run ends, as far as that can be told.</summary>
    public static string DescribeLeft(TimeSpan? left, StressOptions options) =>
        left == TimeSpan.Zero ? "ending"
        : left is { } time ? $"{Format(time)} left"
        : options.Rounds == 0 && options.DurationNs is null ? "until stopped"
        : "time left not known yet";

    /// <summary>What a round does while no worker runs; null while they do, and between two rounds.</summary>
    public static string? DescribePhase(RunProgress now) =>
        (now.Current, now.Phase) switch
        {
            (null, _) or (_, RoundPhase.Working) => null,
            (_, RoundPhase.Populating) => $"populating {Percent(now.PhaseDone)}",
            (_, RoundPhase.SwappingOut) => "swapping out",
            _ => $"checking {Percent(now.PhaseDone)}",
        };

    /// <summary>Never 100 % before all of it is done.</summary>
    public static string Percent(double done) =>
        (Math.Floor(done * 100) / 100).ToString("0 %", CultureInfo.InvariantCulture);

    /// <summary>1:02:03, or 02:03.</summary>
    public static string Format(TimeSpan time) =>
        time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
            : time.ToString("mm\\:ss", CultureInfo.InvariantCulture);

    private static string Us(HistogramSnapshot latency, double percentile) =>
        latency.Count == 0
            ? "-"
            : (latency.PercentileNs(percentile) / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
}
