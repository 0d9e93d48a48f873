using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SwapStress.Harness.Files;

namespace SwapStress.Harness.Results;

/// <summary>
/// The serializers of the results, generated at build time. Reading refuses what no run writes: nothing where something must
/// be, and counts below zero.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [
        typeof(StrategyLabelConverter),
        typeof(HistogramConverter),
        typeof(CountConverter),
        typeof(SmallCountConverter),
        typeof(ElapsedConverter),
    ]
)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RoundDocument))]
[JsonSerializable(typeof(IntervalDocument))]
[JsonSerializable(typeof(RoundLine))]
[JsonSerializable(typeof(DroppedDocument))]
[JsonSerializable(typeof(RecipeDocument))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>For lines of rounds; base64 stays as it is.</summary>
    public static ResultsJson Lines { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                IgnoreReadOnlyProperties = true,
                Converters = { new StrategyLabelConverter(), new HistogramConverter() },
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>For files that people read.</summary>
    public static ResultsJson Indented { get; } = new(JsonText.Indented());
}
