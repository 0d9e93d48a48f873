using System.Diagnostics.Metrics;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Metrics;

/// <summary>
/// The meter "SwapStress": what the monitor sees once a second, for dotnet-counters and OpenTelemetry. Names and units are
/// those of the OpenTelemetry conventions. Nothing of it is on the path of an access: each value is read from the last
/// <see cref="RunProgress"/> when somebody asks. What nobody counts, as many things of a kernel, has no measurement.
/// </summary>
internal sealed class RunMetrics : IDisposable
{
    public const string MeterName = "SwapStress";

    private const string Prefix = "swapstress.";

    private readonly Meter _meter = new(MeterName, BuildInfo.Version);
    private readonly SwapInDurations _swapIns;
    private readonly FigureTable _table;
    private volatile RunProgress? _last;

    public RunMetrics()
        : this(FigureTable.Default) { }

    /// <summary>The meter of a table.</summary>
    internal RunMetrics(FigureTable table)
    {
        _table = table;
        _swapIns = new SwapInDurations(_meter);
        foreach ((Figure row, Metric metric) in table.Having(row => row.Metric, metric => metric.After))
        {
            string name = $"{Prefix}{metric.Name}";
            if (metric.IsLevel)
                _meter.CreateObservableGauge(name, () => Each(row, level => level), metric.Unit, metric.Description);
            else
                _meter.CreateObservableCounter(
                    name,
                    () => Each(row, count => (long)count),
                    metric.Unit,
                    metric.Description
                );
        }
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

    private void Level(string name, string unit, string description, Func<RunProgress, double> value) =>
        _meter.CreateObservableGauge(
            $"{Prefix}{name}",
            () => _last is { } last ? [new Measurement<double>(value(last))] : Array.Empty<Measurement<double>>(),
            unit,
            description
        );

    private IEnumerable<Measurement<T>> Each<T>(Figure row, Func<double, T> convert)
        where T : struct =>
        from strategy in _last?.Strategies ?? []
        let value = _table.Value(row, strategy.Tally)
        where value is not null
        select new Measurement<T>(convert(value.Value), StrategyTags.Of(strategy.Strategy));
}
