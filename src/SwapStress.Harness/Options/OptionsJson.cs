using System.Text.Json;
using System.Text.Json.Nodes;

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
    internal static JsonElement Of(IEnumerable<OptionRow> rows, StressOptions options, string directory)
    {
        var root = new JsonObject();
        foreach (OptionRow row in rows)
        {
            if (row.Json is not { } name || row == OptionTable.Out)
                continue;
            JsonObject parent = root;
            if (name.Split('.') is [var group, var rest])
            {
                if (root[group] is not JsonObject found)
                    continue;
                (parent, name) = (found, rest);
            }
            parent[name] = row.JsonValue(options) switch
            {
                null => null,
                JsonNode node => node,
                var value => JsonSerializer.SerializeToNode(value, value.GetType()),
            };
        }
        root[OptionTable.Out.Json!] = directory;
        return JsonSerializer.SerializeToElement(root);
    }
}
