using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SwapStress.Fuzz.Texts;

/// <summary>
/// What the manual says a number, a size and a duration are, by regular expressions and exact arithmetic: a second
/// opinion on the program's own parsers.
/// </summary>
internal static partial class StrictGrammar
{
    /// <summary>Digits alone.</summary>
    public static BigInteger? Number(string text) => NumberPattern().IsMatch(text) ? Digits(text) : null;

    /// <summary>Digits, and K, M, G or T, which may be written KB or KiB: bytes.</summary>
    public static BigInteger? Size(string text)
    {
        Match match = SizePattern().Match(text);
        if (!match.Success)
            return null;
        string unit = match.Groups["unit"].Value.ToUpperInvariant();
        int power = unit.Length == 0 ? 0 : "KMGT".IndexOf(unit[0], StringComparison.Ordinal) + 1;
        return Digits(match.Groups["digits"].Value) * BigInteger.Pow(1024, power);
    }

    /// <summary>A number that may have decimals, and its unit, which 0 does not need: whole nanoseconds.</summary>
    public static BigInteger? Duration(string text)
    {
        Match match = DurationPattern().Match(text);
        if (!match.Success)
            return null;
        string decimals = match.Groups["decimals"].Value;
        BigInteger count = Digits(match.Groups["digits"].Value + decimals);
        string unit = match.Groups["unit"].Value;
        if (unit.Length == 0)
            return count.IsZero ? 0 : null;
        BigInteger scale = unit switch
        {
            "ns" => 1,
            "us" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            _ => 3_600_000_000_000,
        };
        var nanoseconds = BigInteger.DivRem(count * scale, BigInteger.Pow(10, decimals.Length), out BigInteger rest);
        return rest.IsZero ? nanoseconds : null;
    }

    private static BigInteger Digits(string digits) =>
        BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9]+\z", RegexOptions.None, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\A(?<digits>[0-9]+)(?<unit>[kKmMgGtT]([iI]?[bB])?)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizePattern();

    [GeneratedRegex(
        @"\A(?<digits>[0-9]+)(\.(?<decimals>[0-9]+))?(?<unit>ns|us|ms|s|m|h)?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DurationPattern();
}
