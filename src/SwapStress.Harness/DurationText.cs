using System.Globalization;

namespace SwapStress.Harness;

/// <summary>Durations as people write them: 50us, 1ms, 1.5s, 8h; resolved to nanoseconds.</summary>
internal static class DurationText
{
    // Largest first: Format takes the first that divides.
    private static readonly (string Name, decimal Nanoseconds)[] Units =
    [
        ("h", 3_600_000_000_000m),
        ("m", 60_000_000_000m),
        ("s", 1_000_000_000m),
        ("ms", 1_000_000m),
        ("us", 1_000m),
        ("ns", 1m),
    ];

    /// <summary>Decimals at most: an hour has 3.6e12 nanoseconds. With no more, all arithmetic here is exact.</summary>
    private const int DecimalsMax = 12;

    /// <summary>
    /// Parses a duration: a number and its unit (ns, us, ms, s, m, h); 0 needs none. It must come to whole nanoseconds.
    /// </summary>
    /// <param name="nanoseconds">The duration, if it is one.</param>
    /// <param name="problem">Otherwise what is wrong, as the end of a sentence.</param>
    public static bool TryParse(string text, out long nanoseconds, out string problem)
    {
        nanoseconds = 0;
        problem = "is no duration; write it as 50us, 1ms, 30s or 8h";
        int length = text.Length;
        while (length > 0 && char.IsAsciiLetter(text[length - 1]))
            length--;
        string unit = text[length..];
        if (
            length == 0
            || !char.IsAsciiDigit(text[0])
            || !char.IsAsciiDigit(text[length - 1])
            || !decimal.TryParse(
                text[..length],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal count
            )
        )
            return false;
        if (text.IndexOf('.') is var point and >= 0 && length - point - 1 > DecimalsMax)
        {
            problem = $"has more than {DecimalsMax} decimals; write it as 50us, 1ms, 30s or 8h";
            return false;
        }
        if (unit.Length == 0)
        {
            if (count != 0)
                problem = "has no unit; write it as 50us, 1ms, 30s or 8h";
            return count == 0;
        }
        foreach ((string name, decimal scale) in Units)
        {
            if (name != unit)
                continue;
            if (count > long.MaxValue / scale)
            {
                problem = "is too long";
                return false;
            }
            if (decimal.Truncate(count * scale) != count * scale)
            {
                problem = "is no whole number of nanoseconds; write 1ns or a multiple of it";
                return false;
            }
            nanoseconds = (long)(count * scale);
            return true;
        }
        return false;
    }

    /// <summary>The shortest exact way to write a duration: 1ms, 1500us, 8h; 0 for none.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0";
        foreach ((string name, decimal scale) in Units)
        {
            if (nanoseconds % (long)scale == 0)
                return $"{nanoseconds / (long)scale}{name}";
        }
        return $"{nanoseconds}ns";
    }
}
