using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SwapStress.Store.Compression;

/// <summary>
/// An algorithm with its level and whether it has a dictionary, as written on the command line: <c>lz4</c>, <c>zstd</c>,
/// <c>zstd:7</c>, <c>zstd:3,dict</c>.
/// </summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Level">The level for zstd, <see cref="LevelMin"/> to <see cref="LevelMax"/>; null for its default.</param>
/// <param name="HasDictionary">
/// Whether pages are compressed with a dictionary (zram's <c>algorithm_params dict=</c>, 6.12), which must be trained
/// first: see <see cref="PageDictionary"/>.
/// </param>
public readonly record struct CodecSpec(CodecAlgorithm Algorithm, int? Level, bool HasDictionary = false)
{
    private const string DictionarySuffix = "dict";

    /// <summary>The fastest zstd level accepted.</summary>
    public const int LevelMin = -7;

    /// <summary>The strongest zstd level accepted.</summary>
    public const int LevelMax = 22;

    /// <summary>What zstd uses when no level is given: its own default, which is also zram's.</summary>
    public const int LevelDefault = 3;

    /// <summary>LZ4, which takes no level.</summary>
    public static CodecSpec Lz4 => new(CodecAlgorithm.Lz4, Level: null);

    /// <summary>Zstandard at its default level.</summary>
    public static CodecSpec Zstd => new(CodecAlgorithm.Zstd, Level: null);

    /// <summary>Reads <c>lz4</c>, <c>zstd</c> or <c>zstd:LEVEL</c>, the latter two also with <c>,dict</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spec">What it says.</param>
    /// <param name="error">One line that says what to write instead.</param>
    public static bool TryParse(string? text, out CodecSpec spec, [NotNullWhen(false)] out string? error)
    {
        spec = default;
        string[] parts = (text ?? "").Split(',', 2);
        if (!TryParseLevel(parts[0], out CodecSpec plain, out error))
            return false;
        if (parts.Length == 2 && parts[1] != DictionarySuffix)
        {
            error = $"'{parts[1]}' is nothing that {plain} has: write '{plain}' or 'zstd:LEVEL,dict'.";
            return false;
        }
        if (parts.Length == 2 && plain.Algorithm == CodecAlgorithm.Lz4)
        {
            error = $"lz4 takes no dictionary: liblz4 can only load it anew for each page; write 'lz4' or 'zstd,dict'.";
            return false;
        }
        spec = plain with { HasDictionary = parts.Length == 2 };
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back.</summary>
    public override string ToString() =>
        (
            Algorithm == CodecAlgorithm.Lz4 ? "lz4"
            : Level is int level ? $"zstd:{level}"
            : "zstd"
        ) + (HasDictionary ? $",{DictionarySuffix}" : "");

    private static bool TryParseLevel(string text, out CodecSpec spec, [NotNullWhen(false)] out string? error)
    {
        spec = default;
        error = null;
        string[] parts = text.Split(':', 2);
        string? level = parts.Length == 2 ? parts[1] : null;
        switch (parts[0])
        {
            case "lz4" when level is null:
                spec = Lz4;
                return true;
            case "lz4":
                error = $"lz4 takes no level: write 'lz4' instead of '{text}'.";
                return false;
            case "zstd" when level is null:
                spec = Zstd;
                return true;
            case "zstd":
                if (
                    int.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    && number is >= LevelMin and <= LevelMax and not 0
                )
                {
                    spec = new(CodecAlgorithm.Zstd, number);
                    return true;
                }
                error =
                    $"'{level}' is no zstd level: write 'zstd' or 'zstd:LEVEL' with a level of 1 to {LevelMax}, or {LevelMin} to -1 for speed.";
                return false;
            default:
                error = $"'{text}' is no compressor: write 'lz4', 'zstd', 'zstd:LEVEL' or 'zstd:LEVEL,dict'.";
                return false;
        }
    }
}
