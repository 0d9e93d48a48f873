using System.Text.Json;

namespace SwapStress.Harness.Recorded;

/// <summary>Reads fields that may be missing or null: results of other versions are readable, too.</summary>
internal static class Field
{
    public static string? Text(JsonElement parent, string name) =>
        Find(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long Count(JsonElement parent, string name) =>
        Find(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long count)
            ? count
            : 0;

    public static double Real(JsonElement parent, string name) =>
        Find(parent, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : 0;

    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : null;
}
