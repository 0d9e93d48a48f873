using System.Text.Encodings.Web;
using System.Text.Json;

namespace SwapStress.Harness.Files;

/// <summary>How result files that people read are written.</summary>
internal static class JsonText
{
    /// <summary>Fresh options: a serializer's context keeps those it is made with to itself.</summary>
    public static JsonSerializerOptions Indented() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",
            // Nobody pastes these into HTML, and paths shall stay legible.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
