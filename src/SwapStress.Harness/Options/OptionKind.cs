using System.Globalization;
using System.Numerics;
using SwapStress.Harness.Content;
using SwapStress.Store.Compression;

namespace SwapStress.Harness.Options;

/// <summary>How the value of an option is written, and what it may be.</summary>
/// <param name="ValueName">What help calls it; words as in "on|off" are completed. Empty for a flag, which has none.</param>
/// <param name="Parse">The value of a text; its first argument names the option, for complaints.</param>
/// <param name="Format">The text of a value.</param>
internal sealed record OptionKind<T>(string ValueName, Func<string, string, T> Parse, Func<T, string> Format)
{
    /// <summary>Further values that are completed.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The smallest and the largest value; null where every value of the kind will do.</summary>
    public (T Min, T Max)? Range { get; init; }
}

/// <summary>The kinds of values. Each complains in one line that says what to write instead.</summary>
internal static class OptionKind
{
    /// <summary>The longest a run or a search may be told to last: 1,000 hours.</summary>
    public const long DurationNsMax = 1_000L * 3_600_000_000_000;

    /// <summary>No value: it is there or not.</summary>
    public static OptionKind<bool> Flag { get; } = new("", (_, _) => true, value => value ? "on" : "off");

    public static OptionKind<bool> OnOff { get; } = Choice(("on", true), ("off", false));

    /// <summary>A number from 0 to 100.</summary>
    public static OptionKind<double> Percent { get; } =
        new("PERCENT", ParsePercent, value => value.ToString("0.######", CultureInfo.InvariantCulture))
        {
            Range = (0, 100),
        };

    /// <summary>What fills the pages.</summary>
    public static OptionKind<ContentSpec> Content { get; } =
        new("KIND", (_, text) => ContentSpec.Parse(text), value => $"{value}")
        {
            Words = ["runtime", "zero", "random", "file:"],
        };

    /// <summary>A page codec that must be known already when the options are read.</summary>
    public static OptionKind<string?> Codec { get; } =
        new(
            "lz4|zstd[:L]",
            (name, text) =>
                CodecSpec.TryParse(text, out _, out string? error)
                    ? text
                    : throw new UsageException($"{name}: {error}"),
            value => value ?? "none"
        );

    public static OptionKind<string?> Text(string valueName, params string[] words) =>
        new(valueName, (_, text) => text, value => value ?? "none") { Words = words };

    public static OptionKind<T> Choice<T>(params (string Word, T Value)[] choices) =>
        new(
            string.Join('|', choices.Select(choice => choice.Word)),
            (name, text) =>
                Array.Find(choices, choice => choice.Word == text) is { Word: not null } chosen
                    ? chosen.Value
                    : throw new UsageException(
                        $"unknown {name} '{text}'; write {string.Join(" or ", choices.Select(choice => choice.Word))}"
                    ),
            value => Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word
        );

    /// <summary>One of some words that mean themselves.</summary>
    public static OptionKind<string> Word(params string[] words) => Choice([.. words.Select(word => (word, word))]);

    /// <summary>A whole number in a range.</summary>
    public static OptionKind<T> Whole<T>(T min, T max)
        where T : IBinaryInteger<T> =>
        new("N", (name, text) => ParseWhole(name, text, min, max), value => $"{value}") { Range = (min, max) };

    /// <summary>A size in bytes.</summary>
    public static OptionKind<long> Size(long min = 0) =>
        new("SIZE", (name, text) => ParseSize(name, text, min), SizeText.Format) { Range = (min, long.MaxValue) };

    /// <summary>A duration in nanoseconds, in a range.</summary>
    public static OptionKind<long> Duration(long minNs = 0, long maxNs = DurationNsMax) =>
        new("DUR", (name, text) => ParseDuration(name, text, minNs, maxNs), DurationText.Format)
        {
            Range = (minNs, maxNs),
        };

    private static T ParseWhole<T>(string name, string text, T min, T max)
        where T : IBinaryInteger<T>
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw new UsageException(
                text.Length > 1 && text[0] == '-' && text[1..].All(char.IsAsciiDigit)
                    ? $"{name} {text} is negative; write a whole number from {min}"
                    : $"{name} '{text}' is no whole number; write digits only, such as {name} {T.Max(min, T.CreateChecked(3))}"
            );
        if (!T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T? number) || number > max)
            throw new UsageException($"{name} {text} is too large; the largest is {max}");
        return number >= min ? number : throw new UsageException($"{name} {text} is too small; the smallest is {min}");
    }

    private static double ParsePercent(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
        && percent <= 100
            ? percent
            : throw new UsageException(
                $"{name} '{text}' is no percentage; write a number from 0 to 100, such as {name} 50"
            );

    private static long ParseSize(string name, string text, long min)
    {
        if (!SizeText.TryParse(text, out long bytes, out string problem))
            throw new UsageException($"{name} '{text}' {problem}");
        return bytes >= min
            ? bytes
            : throw new UsageException($"{name} {text} is too small; the smallest is {SizeText.Format(min)}");
    }

    private static long ParseDuration(string name, string text, long minNs, long maxNs)
    {
        if (!DurationText.TryParse(text, out long nanoseconds, out string problem))
            throw new UsageException($"{name} '{text}' {problem}");
        if (nanoseconds < minNs)
            throw new UsageException(
                $"{name} {text} is too short; "
                    + (minNs > 1 ? $"the shortest is {DurationText.Format(minNs)}" : "write 30s or 8h, for example")
            );
        return nanoseconds <= maxNs
            ? nanoseconds
            : throw new UsageException($"{name} {text} is too long; the longest is {DurationText.Format(maxNs)}");
    }
}
