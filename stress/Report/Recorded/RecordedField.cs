using System.Globalization;
using System.Text.Json;
using SwapStress.Harness;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>An option of a run, or a fact about its host, as people read it.</summary>
/// <param name="Name">As run.json has it, those of an object as "zswap.maxPoolPercent".</param>
/// <param name="Value">Sizes and durations with their unit; "-" where the run has none.</param>
/// <param name="Plain">The same for a program: numbers as they are, empty where the run has none.</param>
internal sealed record RecordedField(string Name, string Value, string Plain)
{
    /// <summary>The fields of an object in their order; none where it is something else.</summary>
    internal static IReadOnlyList<RecordedField> Of(JsonElement? parent) => [.. Flatten(parent ?? default, "")];

    private static IEnumerable<RecordedField> Flatten(JsonElement parent, string prefix)
    {
        if (parent.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (JsonProperty field in parent.EnumerateObject())
        {
            string name = prefix + OneLine.Of(field.Name);
            if (field.Value.ValueKind != JsonValueKind.Object)
                yield return new RecordedField(name, TextOf(field.Name, field.Value), PlainOf(field.Value));
            // Deeper ones are none of a run's.
            else if (prefix.Length == 0)
                foreach (RecordedField inner in Flatten(field.Value, $"{name}."))
                    yield return inner;
        }
    }

    private static string PlainOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String or JsonValueKind.Array => TextOf("", value),
            _ => value.GetRawText(),
        };

    private static string TextOf(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "-",
            JsonValueKind.True => "on",
            JsonValueKind.False => "off",
            JsonValueKind.String => OneLine.Of(value.GetString()!),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => TextOf("", item))),
            JsonValueKind.Number when value.TryGetInt64(out long number) && number >= 0 => name switch
            {
                "memoryBytes" => $"{(number / (double)(1 << 30)).ToString("0.0", CultureInfo.InvariantCulture)} GiB",
                _ when name.EndsWith("Bytes", StringComparison.Ordinal) => SizeText.Format(number),
                _ when name.EndsWith("Ns", StringComparison.Ordinal) => DurationText.Format(number),
                _ => number.ToString(CultureInfo.InvariantCulture),
            },
            _ => value.GetRawText(),
        };
}
