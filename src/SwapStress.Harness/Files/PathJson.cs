using System.Text.Json.Nodes;

namespace SwapStress.Harness.Files;

/// <summary>Objects of JSON from paths.</summary>
internal static class PathJson
{
    /// <summary>An object with a field for each path, "a.b" in an object "a"; such a one in which nothing is known is null.</summary>
    public static JsonObject Of(IEnumerable<(string Path, JsonNode? Value)> fields)
    {
        var root = new JsonObject();
        var groups = new Stack<JsonObject>();
        foreach ((string path, JsonNode? value) in fields)
        {
            string[] names = path.Split('.');
            JsonObject parent = names[..^1].Aggregate(root, Inner);
            parent[names[^1]] = value;
        }
        // The inner ones first.
        foreach (JsonObject group in groups)
        {
            if (group.All(field => field.Value is null))
                group.Parent![group.GetPropertyName()] = null;
        }
        return root;

        JsonObject Inner(JsonObject parent, string name)
        {
            if (parent[name] is not JsonObject inner)
            {
                parent[name] = inner = [];
                groups.Push(inner);
            }
            return inner;
        }
    }
}
