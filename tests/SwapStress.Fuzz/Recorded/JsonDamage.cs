using SwapStress.Fuzz.Engine;

namespace SwapStress.Fuzz.Recorded;

/// <summary>Results as no run writes them: other values, other kinds of values, and text that is cut or torn.</summary>
internal static class JsonDamage
{
    private static readonly string[] Values =
    [
        "0",
        "1",
        "-1",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "4611686018427387904",
        "1e18",
        "1e400",
        "-1e400",
        "1e-400",
        "0.5",
        "null",
        "true",
        "\"\"",
        "\"x\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"\\n[red]|,\\\"\"",
        "\"[/]\"",
        "\"\\u001b[31m\"",
        "[]",
        "{}",
        "[[[[1]]]]",
        "NaN",
        "",
    ];

    private static readonly string[] Scraps =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        "\0",
        "\ufffd",
        "//",
        "{\"round\":0}\n",
        "null\n",
    ];

    /// <summary>Damages a document one to five times.</summary>
    public static string Apply(FuzzInput input, string json)
    {
        for (int i = input.Below(5); i >= 0; i--)
            json = ApplyOne(input, json);
        return json;
    }

    private static string ApplyOne(FuzzInput input, string json)
    {
        if (json.Length == 0)
            return input.Pick(Scraps);
        int place = input.Below(json.Length);
        return input.Below(20) switch
        {
            0 => json[..place],
            1 => json.Insert(place, input.Pick(Scraps)),
            2 => json.Remove(place, Math.Min(json.Length - place, 1 + input.Below(5))),
            3 => json.Insert(place, new string('[', 1 + input.Below(200))),
            4 => json + json[place..],
            _ => WithValue(input, json, place),
        };
    }

    /// <summary>Puts another value in the place of one.</summary>
    private static string WithValue(FuzzInput input, string json, int place)
    {
        int colon = json.IndexOf(':', place);
        if (colon < 0)
            return json;
        int end = json.AsSpan(colon + 1).IndexOfAny(",}\n");
        return end < 0
            ? json
            : string.Concat(json.AsSpan(0, colon + 1), input.Pick(Values), json.AsSpan(colon + 1 + end));
    }
}
