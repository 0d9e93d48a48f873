using System.Text.Json;
using System.Text.RegularExpressions;

namespace SwapStress.Testing;

/// <summary>Takes out of a text what differs from one run or machine to the next, and no more.</summary>
internal static partial class Scrub
{
    /// <summary>JSON without times, host and build; what <paramref name="names"/> name has # for its numbers.</summary>
    public static string Json(string text, params string[] names)
    {
        text = Host().Replace(Origin().Replace(text, "${name}\"#\""), "${name}{ # }");
        return names.Length == 0
            ? text
            : Regex.Replace(
                text,
                $@"(""(?:{string.Join('|', names)})"":\s*)-?[0-9][0-9.eE+-]*",
                "$1#",
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            );
    }

    /// <summary>A path, whatever it is here.</summary>
    public static string Path(string text, string path, string name) =>
        text.Replace(path, name, StringComparison.Ordinal);

    /// <summary>Every number in a text of measurements.</summary>
    public static string Numbers(string text) => Number().Replace(text, "#");

    /// <summary>Times of day and stretches of time in a text that is deterministic else.</summary>
    public static string Times(string text) => Time().Replace(text, "#");

    /// <summary>A table without the widths of its columns, and without the figures of the rows that are named.</summary>
    public static string Table(string text, params string[] rows)
    {
        text = Padding().Replace(text, match => match.Value[..1]);
        return rows.Length == 0
            ? text
            : Regex.Replace(
                text,
                $@"(?m)^(\| (?:{string.Join('|', rows)}) )[^\n]*",
                "$1#",
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            );
    }

    /// <summary>The fields of JSON and the kinds that they have; of arrays, those of all items.</summary>
    public static string Shape(string json)
    {
        var kinds = new List<(string Path, string Kind)>();
        using JsonDocument document = JsonDocument.Parse(json);
        Walk("", document.RootElement);
        return string.Join(
            '\n',
            kinds
                .GroupBy(field => field.Path, field => field.Kind, StringComparer.Ordinal)
                .Select(field =>
                    $"{field.Key}: {string.Join(" or ", field.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}"
                )
        );

        void Walk(string path, JsonElement element)
        {
            if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                kinds.Add(
                    (
                        path,
                        element.ValueKind is JsonValueKind.True or JsonValueKind.False
                            ? "Boolean"
                            : $"{element.ValueKind}"
                    )
                );
            else if (element.ValueKind == JsonValueKind.Array)
                foreach (JsonElement item in element.EnumerateArray())
                    Walk($"{path}[]", item);
            else
                foreach (JsonProperty field in element.EnumerateObject())
                    Walk(path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Value);
        }
    }

    [GeneratedRegex(
        @"(?<name>""(startedUtc|endedUtc|utc|version|commit)"":\s*)(""[^""]*""|null)",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Origin();

    [GeneratedRegex(@"(?<name>""host"":\s*)\{[^}]*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Host();

    [GeneratedRegex(
        @"\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|\b[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\b|\b[0-9,]+(?= a second)| +[0-9]+\.[0-9]{3}(?=  )|\b[0-9.]+(?= m?s\b)|(?<=(?:version|commit) )[0-9a-z.-]*[0-9a-z]",
        RegexOptions.None,
        5000
    )]
    private static partial Regex Time();

    [GeneratedRegex(@"(?m)(?<=^[|+].*) {2,}|(?<=^[|+].*)-{2,}", RegexOptions.None, 5000)]
    private static partial Regex Padding();

    [GeneratedRegex(@"(?<![\w.])[0-9][0-9.,]*(?![\w])", RegexOptions.None, 5000)]
    private static partial Regex Number();
}
