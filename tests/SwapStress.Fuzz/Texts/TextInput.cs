using System.Text;
using SwapStress.Fuzz.Engine;

namespace SwapStress.Fuzz.Texts;

/// <summary>Texts that are nearly right, and some that are nothing.</summary>
internal static class TextInput
{
    /// <summary>What slips in: signs, spaces, digits of other scripts, nothing visible, half a character, ends of lines.</summary>
    private static readonly string[] Intruders =
    [
        "-",
        "+",
        ".",
        ",",
        ":",
        ";",
        "=",
        "@",
        "'",
        "\"",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u2028",
        "\0",
        "\u00a0",
        "\u200b",
        "\u0663",
        "\uff11",
        "é",
        "\U0001f9ea",
        "\ud800",
        "e9",
        "0x",
        "0",
        "00000000000000000000",
        "9",
        "99999999999999999999",
        "999999999999999999999999999999999999999999",
        "K",
        "iB",
        "ms",
        "h",
        "NaN",
        "T0",
    ];

    /// <summary>A text that was right once.</summary>
    /// <param name="input">The choices.</param>
    /// <param name="right">Texts that are right.</param>
    public static string Near(FuzzInput input, IReadOnlyList<string> right)
    {
        string text = input.Pick(right);
        for (int i = input.Below(4); i > 0; i--)
            text = Change(input, text, right);
        return text;
    }

    /// <summary>Some characters of any kind.</summary>
    public static string Rubbish(FuzzInput input)
    {
        var text = new StringBuilder();
        for (int i = input.Below(12); i > 0; i--)
            text.Append(input.Chance(50) ? input.Pick(Intruders) : ((char)(1 + input.Below(0x2fff))).ToString());
        return text.ToString();
    }

    private static string Change(FuzzInput input, string text, IReadOnlyList<string> right)
    {
        int place = input.Below(text.Length + 1);
        switch (input.Below(6))
        {
            case 0 when text.Length > 0:
                place = input.Below(text.Length);
                return text.Remove(place, Math.Min(text.Length - place, 1 + input.Below(3)));
            case 1:
                return text[..place];
            case 2:
                return string.Concat(text.AsSpan(0, place), input.Pick(right));
            case 3:
                return text.Insert(place, text[place..]);
            case 4 when input.Below(200) == 0:
                return text + new string(text.Length > 0 ? text[^1] : '1', 1 + input.Below(5000));
            default:
                return text.Insert(place, input.Pick(Intruders));
        }
    }
}
