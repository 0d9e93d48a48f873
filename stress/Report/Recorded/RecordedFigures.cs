using System.Text.Json;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>The figures of a contender as run.json has them, also those that this version does not know.</summary>
internal sealed class RecordedFigures
{
    private readonly JsonElement _strategy;

    internal RecordedFigures(JsonElement strategy) => _strategy = strategy.Clone();

    /// <summary>A figure; null where the run has none.</summary>
    /// <param name="path">"majorFaults", "zram.samePages", "phasesNs.wait.p99".</param>
    public double? this[string path] =>
        Find(path) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out double number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The elements of a list; none where there is none.</summary>
    public IEnumerable<RecordedFigures> List(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(element => new RecordedFigures(element))
            : [];

    private JsonElement? Find(string path)
    {
        JsonElement? value = _strategy;
        foreach (string name in path.Split('.'))
            value = value is { } parent ? Field.Find(parent, name) : null;
        return value;
    }
}
