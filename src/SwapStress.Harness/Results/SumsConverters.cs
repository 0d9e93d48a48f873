using System.Text.Json;
using System.Text.Json.Serialization;
using SwapStress.Harness.Options;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>A strategy in sums is its key: the run that reads them back knows the rest.</summary>
internal sealed class StrategyLabelConverter : JsonConverter<StrategyInfo>
{
    public override StrategyInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new StrategyInfo(reader.GetString()!, Sound: false, Description: "")
            : throw new JsonException("a strategy is named by its key");

    public override void Write(Utf8JsonWriter writer, StrategyInfo value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Key);
}

/// <summary>
/// A distribution in sums: its largest value in nanoseconds, a space and its <see cref="HistogramText"/>; null for an empty
/// one.
/// </summary>
internal sealed class HistogramConverter : JsonConverter<HistogramSnapshot>
{
    public override bool HandleNull => true;

    public override HistogramSnapshot Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return HistogramSnapshot.Empty;
        return
            reader.TokenType == JsonTokenType.String
            && reader.GetString()!.Split(' ') is [string max, string text]
            && long.TryParse(max, out long maxNs)
            && HistogramText.TryDecode(text, maxNs, out HistogramSnapshot? histogram)
            ? histogram
            : throw new JsonException("no histogram");
    }

    public override void Write(Utf8JsonWriter writer, HistogramSnapshot value, JsonSerializerOptions options)
    {
        if (value.Count == 0)
            writer.WriteNullValue();
        else
            writer.WriteStringValue($"{value.MaxNs} {HistogramText.Encode(value)}");
    }
}
