using System.Diagnostics.Metrics;
using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;

namespace SwapStress.Stress.Metrics;

/// <summary>
/// The instrument swapstress.swap_in.duration. A swap-in records into its own <see cref="LatencyHistogram"/> and nowhere
/// else; once a second, what that has gained is recorded here, each value as the middle of its bucket (within 0.4 %).
/// Measurements have no weight, so this takes a call a swap-in, on the monitor's thread, and none while nobody listens.
/// </summary>
internal sealed class SwapInDurations
{
    /// <summary>Values recorded for one strategy at a time. Of more swap-ins, so many are recorded, evenly chosen.</summary>
    internal const long ValuesMax = 1_000_000;

    private const double NsPerSecond = 1e9;

    private readonly Histogram<double> _histogram;
    private readonly Dictionary<string, HistogramSnapshot> _recorded = new(StringComparer.Ordinal);

    /// <summary>Creates the instrument.</summary>
    public SwapInDurations(Meter meter) =>
        _histogram = meter.CreateHistogram(
            "swapstress.swap_in.duration",
            "s",
            "From the first fault of an access until it can use the page.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = BoundariesSeconds }
        );

    /// <summary>Upper bounds of the buckets that an exporter keeps: 500 ns to 10 s.</summary>
    internal static IReadOnlyList<double> BoundariesSeconds { get; } =
    [
        5e-7,
        1e-6,
        2.5e-6,
        5e-6,
        1e-5,
        2.5e-5,
        5e-5,
        1e-4,
        2.5e-4,
        5e-4,
        1e-3,
        2.5e-3,
        5e-3,
        1e-2,
        2.5e-2,
        5e-2,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
    ];

    /// <summary>Records what has been gained since the last call; on one thread.</summary>
    public void Record(RunProgress now)
    {
        foreach (StrategyProgress strategy in now.Strategies)
        {
            string label = strategy.Strategy.Label;
            // Who begins to listen hears of the swap-ins from then on.
            if (_histogram.Enabled)
                Record(
                    strategy.Strategy,
                    strategy.SwapIn.Since(_recorded.GetValueOrDefault(label, HistogramSnapshot.Empty))
                );
            _recorded[label] = strategy.SwapIn;
        }
    }

    private void Record(StrategyInfo strategy, HistogramSnapshot gained)
    {
        KeyValuePair<string, object?>[] tags = StrategyTags.Of(strategy);
        long values = Math.Min(gained.Count, ValuesMax);
        long seen = 0;
        long recorded = 0;
        foreach ((double middleNs, long count) in gained.Values())
        {
            seen += count;
            // Rounded over all buckets, so that they come to the number of values.
            long upTo = (long)((Int128)seen * values / gained.Count);
            for (; recorded < upTo; recorded++)
                _histogram.Record(middleNs / NsPerSecond, tags);
        }
    }
}
