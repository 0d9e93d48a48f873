using System.Globalization;
using SwapStress.Primitives;

namespace SwapStress.Harness;

/// <summary>Sizes as people write them: 4096, 512K, 32M, 10G, 1T.</summary>
internal static class SizeText
{
    private const string Units = "KMGT";

    /// <summary>Parses a size: digits, then nothing (bytes) or K, M, G, T (powers of 1024; KB and KiB are the same).</summary>
    /// <param name="bytes">The size, if it is one.</param>
    /// <param name="problem">Otherwise what is wrong, as the end of a sentence.</param>
    public static bool TryParse(string text, out long bytes, out string problem)
    {
        bytes = 0;
        problem = "is no size; write it as 4096, 512K, 32M or 10G";
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == 0)
            return false;
        string unit = text[digits..].ToUpperInvariant();
        int shift = 0;
        if (unit.Length > 0)
        {
            shift = 10 * (Units.IndexOf(unit[0], StringComparison.Ordinal) + 1);
            if (shift == 0 || unit[1..] is not ("" or "B" or "IB"))
                return false;
        }
        if (
            !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            || count > long.MaxValue >> shift
        )
        {
            problem = "is too large";
            return false;
        }
        bytes = count << shift;
        return true;
    }

    /// <summary>The shortest exact way to write a size: 32M, 12K, 4097.</summary>
    public static string Format(long bytes)
    {
        int unit = -1;
        while (unit < Units.Length - 1 && bytes > 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }
        return unit < 0 ? $"{bytes}" : $"{bytes}{Units[unit]}";
    }

    internal static bool IsWholePages(long bytes) => bytes % PageSize.Bytes == 0;
}
