using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Reads fields that may be missing or null: results of other versions are readable, too.</summary>
internal static class Field
{
    /// <summary>A text, of one line; null where there is none.</summary>
    public static string? Text(JsonElement parent, string name) =>
        Find(parent, name) is { ValueKind: JsonValueKind.String } value ? OneLine.Of(value.GetString()!) : null;

    /// <summary>A count; 0 where there is none.</summary>
    /// <exception cref="JsonException">It is negative, broken, or more than anybody can have counted.</exception>
    public static long Count(JsonElement parent, string name) =>
        Find(parent, name) is not { ValueKind: JsonValueKind.Number } value ? 0
        : value.TryGetInt64(out long count) && count is >= 0 and <= CountConverter.Max ? count
        : throw new JsonException($"{name} is {value.GetRawText()}, and is a count.");

    /// <summary>A quantity; 0 where there is none.</summary>
    /// <exception cref="JsonException">It is negative or infinite.</exception>
    public static double Real(JsonElement parent, string name) =>
        Find(parent, name) is not { ValueKind: JsonValueKind.Number } value ? 0
        : value.GetDouble() is >= 0 and < double.PositiveInfinity and var real ? real
        : throw new JsonException($"{name} is {value.GetRawText()}, and is no quantity.");

    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : null;
}
