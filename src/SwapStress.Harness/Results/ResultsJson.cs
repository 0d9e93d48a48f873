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
    Converters = [typeof(CountConverter), typeof(SmallCountConverter)]
)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(IntervalDocument))]
[JsonSerializable(typeof(RecipeDocument))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>For files that people read.</summary>
    public static ResultsJson Indented { get; } = new(JsonText.Indented());
}
