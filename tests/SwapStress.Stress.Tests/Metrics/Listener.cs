using System.Diagnostics.Metrics;
using SwapStress.Stress.Metrics;

namespace SwapStress.Stress.Tests.Metrics;

/// <summary>Hears what one meter says: "name sync" for a strategy's measurement, "name" for the run's.</summary>
internal sealed class Listener : IDisposable
{
    private readonly MeterListener _listener = new();

    public Listener(RunMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests of this process have meters of the same name.
            if (metrics.Has(instrument))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Hear(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Hear(i, value, tags));
        _listener.Start();
    }

    public Dictionary<string, List<double>> Heard { get; } = new(StringComparer.Ordinal);

    public List<Instrument> Instruments { get; } = [];

    public double Last(string name)
    {
        _listener.RecordObservableInstruments();
        return Heard[name][^1];
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Instruments.Add(instrument);
        string name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Value}")]);
        if (!Heard.TryGetValue(name, out List<double>? values))
            Heard[name] = values = [];
        values.Add(value);
    }
}
