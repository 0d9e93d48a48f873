using System.Diagnostics.Metrics;
using SwapStress.Harness.Files;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Metrics;

/// <summary>
/// The meter "SwapStress": what the monitor sees once a second, for dotnet-counters and OpenTelemetry. Names and units are
/// those of the OpenTelemetry conventions. Nothing of it is on the path of an access: each value is read from the last
/// <see cref="RunProgress"/> when somebody asks. What nobody counts, as many things of a kernel, has no measurement.
/// </summary>
internal sealed class RunMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "SwapStress";

    private readonly Meter _meter = new(MeterName, BuildInfo.Version);
    private readonly SwapInDurations _swapIns;
    private volatile RunProgress? _last;

    public RunMetrics()
    {
        _swapIns = new SwapInDurations(_meter);
        Count("updates", "{update}", "Additions, those of the round under way included.", s => s.Updates);
        Count("lost_updates", "{update}", "Additions that were lost, of rounds that ended.", s => s.LostUpdates);
        Count("misloads", "{page}", "Pages with another page's content, of rounds that ended.", s => s.Misloads);
        Count("rounds", "{round}", "Rounds that ended.", s => s.Rounds);
        Count("major_faults", "{fault}", "Faults that read the swap device.", s => s.MajorFaults);
        Count("swap_ins", "{page}", "Pages brought back.", s => s.SwapIn.Count);
        CountOfRegion("refaults", "{fault}", "Faults that lost the race for the page.", s => s.Refaults);
        CountOfRegion("swap_outs", "{page}", "Pages written to the swap device.", s => s.SwapOuts);
        CountOfRegion("failed_writes", "{page}", "Writes that the device refused or failed.", s => s.FailedWrites);
        CountOfRegion("stale_installs", "{page}", "Pages mapped with an older content.", s => s.StaleInstalls);
        Level("store.data.size", "By", "Uncompressed bytes on the device.", s => s.Device?.OrigDataSizeBytes);
        Level("store.compressed.size", "By", "Compressed bytes on the device.", s => s.Device?.ComprDataSizeBytes);
        Level("store.memory.usage", "By", "Memory of the device's pool.", s => s.Device?.MemUsedTotalBytes);
        Level("store.compression_ratio", "1", "Uncompressed over compressed bytes.", RatioOf);
        Level("round.progress", "1", "How much of the round under way is done.", progress => progress.RoundFraction);
        Level("workers", "{thread}", "Workers that have begun and are not done.", progress => progress.WorkersAtWork);
        Level("process.memory.usage", "By", "Resident memory.", progress => progress.Process.WorkingSetBytes);
        Level("process.thread.count", "{thread}", "Threads of the process.", progress => progress.Process.Threads);
        Level("process.handle.count", "{handle}", "Open files; handles on Windows.", p => p.Process.Handles);
    }

    /// <summary>A second has passed; on one thread.</summary>
    public void Update(RunProgress now)
    {
        _swapIns.Record(now);
        _last = now;
    }

    /// <summary>Whether an instrument is of this run: of several in a process, each has a meter of the same name.</summary>
    internal bool Has(Instrument instrument) => instrument.Meter == _meter;

    public void Dispose() => _meter.Dispose();

    private static double? RatioOf(RegionStatistics statistics) =>
        statistics.Device is { ComprDataSizeBytes: > 0 } device
            ? (double)device.OrigDataSizeBytes / device.ComprDataSizeBytes
            : null;

    private void Count(string name, string unit, string description, Func<StrategyProgress, long?> value) =>
        _meter.CreateObservableCounter(
            $"swapstress.{name}",
            () =>
                Each<long>(strategy =>
                    value(strategy) is { } count
                        ? new Measurement<long>(count, StrategyTags.Of(strategy.Strategy))
                        : null
                ),
            unit,
            description
        );

    private void CountOfRegion(string name, string unit, string description, Func<RegionStatistics, long?> value) =>
        Count(name, unit, description, strategy => value(strategy.Statistics));

    private void Level(string name, string unit, string description, Func<RegionStatistics, double?> value) =>
        _meter.CreateObservableGauge(
            $"swapstress.{name}",
            () =>
                Each<double>(strategy =>
                    value(strategy.Statistics) is { } level
                        ? new Measurement<double>(level, StrategyTags.Of(strategy.Strategy))
                        : null
                ),
            unit,
            description
        );

    private void Level(string name, string unit, string description, Func<RunProgress, double> value) =>
        _meter.CreateObservableGauge(
            $"swapstress.{name}",
            () => _last is { } last ? [new Measurement<double>(value(last))] : Array.Empty<Measurement<double>>(),
            unit,
            description
        );

    private IEnumerable<Measurement<T>> Each<T>(Func<StrategyProgress, Measurement<T>?> measure)
        where T : struct => _last is { } last ? last.Strategies.Select(measure).OfType<Measurement<T>>() : [];
}
