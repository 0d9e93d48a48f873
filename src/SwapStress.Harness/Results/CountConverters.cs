using System.Text.Json;
using System.Text.Json.Serialization;

namespace SwapStress.Harness.Results;

/// <summary>A count in a file that somebody may have damaged: not negative, and so small that many of them can be added.</summary>
internal sealed class CountConverter : JsonConverter<long>
{
    /// <summary>The largest count that every reader of JSON takes for what it is.</summary>
    public const long Max = 1L << 53;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count) && count is >= 0 and <= Max
            ? count
            : throw new JsonException("no count");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

/// <summary>The same for counts of 32 bits.</summary>
internal sealed class SmallCountConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int count) && count >= 0
            ? count
            : throw new JsonException("no count");

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
