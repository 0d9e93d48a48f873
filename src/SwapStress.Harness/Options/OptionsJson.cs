using System.Text.Json;
using System.Text.Json.Nodes;
using SwapStress.Harness.Files;

namespace SwapStress.Harness.Options;

/// <summary>
/// Every resolved option as run.json and options.json have it; units are in the names. With the kernel, device, compressor
/// and swap size are those of the system's swap, and what else says how the model works is null.
/// </summary>
internal static class OptionsJson
{
    /// <summary>The options of a run.</summary>
    public static JsonElement Of(StressOptions options, string directory) => Of(OptionTable.All, options, directory);

    /// <summary>The same of other rows.</summary>
    internal static JsonElement Of(IEnumerable<OptionRow> rows, StressOptions options, string directory) =>
        JsonSerializer.SerializeToElement(
            PathJson.Of([
                .. rows.Where(row => row.Json is not null && row != OptionTable.Out)
                    .Where(row => options.Zswap is not null || !row.Use.HasFlag(OptionUse.Zswap))
                    .Select(row => (row.Json!, Node(row.JsonValue(options)))),
                (OptionTable.Out.Json!, directory),
            ])
        );

    private static JsonNode? Node(object? value) =>
        value switch
        {
            null => null,
            JsonNode node => node,
            _ => JsonSerializer.SerializeToNode(value, value.GetType()),
        };
}
