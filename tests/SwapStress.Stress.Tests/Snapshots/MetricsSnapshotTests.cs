using System.Diagnostics.Metrics;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Primitives.Latency;
using SwapStress.Races;
using SwapStress.Stress.Metrics;
using SwapStress.Stress.Tests.Metrics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

public sealed class MetricsSnapshotTests
{
    [Fact]
    public void Instruments_and_their_tags_are_as_they_were()
    {
        var lines = new List<string>();
        using var metrics = new RunMetrics();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (!metrics.Has(instrument))
                return;
            lines.Add($"{instrument.GetType().Name} {instrument.Name} {instrument.Unit}: {instrument.Description}");
            listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Hear(i, $"{value}", tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Hear(i, $"{value:0.######}", tags));
        listener.Start();
        StrategyInfo race = FakeRegions.Cached with { Race = RaceCatalogue.Default.All[0], IsFixed = true };
        metrics.Update(
            Progress.Of(
                Progress.None(Progress.Latency(new LatencyHistogram(), 1_000, 1)),
                new StrategyProgress(race, 2, 300, 0) { Statistics = RegionStatistics.ZeroOf(race) },
                new StrategyProgress(StrategyInfo.Kernel, 2, 300, 0)
                {
                    Statistics = RegionStatistics.ZeroOf(StrategyInfo.Kernel),
                }
            )
        );
        listener.RecordObservableInstruments();
        Snapshot.Match("metrics", string.Join('\n', lines));

        void Hear(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            lines.Add(
                $"{instrument.Name} {{{string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}} {value}"
            );
    }
}
