using System.Text.Json.Serialization;

namespace SwapStress.Harness.Results;

/// <summary>The serializers of the results, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RoundDocument))]
[JsonSerializable(typeof(IntervalDocument))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>For files that people read.</summary>
    public static ResultsJson Indented { get; } = new(JsonText.Indented());
}
