using System.CommandLine;
using System.Globalization;
using SwapStress.Harness;

namespace SwapStress.Stress.Shell;

/// <summary>
/// Reads the values of single options. Each is null where the user did not write it, and throws a
/// <see cref="UsageException"/> where it makes no sense.
/// </summary>
internal abstract class OptionReader(ParseResult parsed)
{
    /// <summary>The longest a run or a search may be told to last: 1,000 hours.</summary>
    protected const long DurationNsMax = 1_000L * 3_600_000_000_000;

    /// <summary>Whether a flag is there.</summary>
    protected bool Flag(Option<bool> option) => parsed.GetValue(option);

    /// <summary>Whether the user wrote it.</summary>
    protected bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The values of an argument.</summary>
    protected string[] Values(Argument<string[]> argument) => parsed.GetValue(argument) ?? [];

    /// <summary>Its text, or null.</summary>
    protected string? Text(Option<string> option) => parsed.GetValue(option);

    /// <summary>One of some words, or null.</summary>
    protected string? Choice(Option<string> option, params string[] choices)
    {
        string? text = Text(option);
        return text is null || choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new UsageException($"unknown {option.Name} '{text}'; write {string.Join(" or ", choices)}");
    }

    /// <summary>A whole number in a range, or null.</summary>
    protected ulong? Number(Option<string> option, ulong min, ulong max)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw new UsageException(
                text.Length > 1 && text[0] == '-' && text[1..].All(char.IsAsciiDigit)
                    ? $"{option.Name} {text} is negative; write a whole number from {min}"
                    : $"{option.Name} '{text}' is no whole number; write digits only, such as {option.Name} {Math.Max(min, 3)}"
            );
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) || number > max)
            throw new UsageException($"{option.Name} {text} is too large; the largest is {max}");
        return number >= min
            ? number
            : throw new UsageException($"{option.Name} {text} is too small; the smallest is {min}");
    }

    /// <summary>A number from 0 to 100, or null.</summary>
    protected double? Percent(Option<string> option)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        return
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            && percent <= 100
            ? percent
            : throw new UsageException(
                $"{option.Name} '{text}' is no percentage; write a number from 0 to 100, such as {option.Name} 50"
            );
    }

    /// <summary>A size in bytes, or null.</summary>
    protected long? Size(Option<string> option)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        return SizeText.TryParse(text, out long bytes, out string problem)
            ? bytes
            : throw new UsageException($"{option.Name} '{text}' {problem}");
    }

    /// <summary>A duration in nanoseconds, in a range, or null.</summary>
    protected long? Duration(Option<string> option, long minNs, long maxNs)
    {
        string? text = Text(option);
        if (text is null)
            return null;
        if (!DurationText.TryParse(text, out long nanoseconds, out string problem))
            throw new UsageException($"{option.Name} '{text}' {problem}");
        if (nanoseconds < minNs)
            throw new UsageException(
                $"{option.Name} {text} is too short; "
                    + (minNs > 1 ? $"the shortest is {DurationText.Format(minNs)}" : "write 30s or 8h, for example")
            );
        return nanoseconds <= maxNs
            ? nanoseconds
            : throw new UsageException(
                $"{option.Name} {text} is too long; the longest is {DurationText.Format(maxNs)}"
            );
    }

    /// <summary>The whole path of a trace to be written, or null.</summary>
    /// <param name="option">The option.</param>
    /// <param name="results">A directory that will be there by then; null for none.</param>
    protected string? TraceFile(Option<string> option, string? results = null)
    {
        if (OutputFile(option, "out.json", results) is not { } file)
            return null;
        string path = Path.GetFullPath(file);
        // It is replaced by renaming another file, which would take a device away.
        return !path.StartsWith("/dev/", StringComparison.Ordinal) && !Harness.Files.OutputFile.IsWrittenInPlace(path)
            ? path
            : throw new UsageException($"{option.Name} {file} is no ordinary file; write {option.Name} out.json");
    }

    /// <summary>A file to be written, or null. Looked at first: what fills it can take long.</summary>
    protected string? JsonFile(Option<string> option) => OutputFile(option, "out.json");

    /// <summary>The same, of any kind.</summary>
    /// <param name="option">The option.</param>
    /// <param name="example">What it could be.</param>
    /// <param name="results">A directory that will be there by then; null for none.</param>
    protected string? OutputFile(Option<string> option, string example, string? results = null)
    {
        if (Text(option) is not { } file)
            return null;
        if (file.Length == 0 || Directory.Exists(file))
            throw new UsageException($"{option.Name} '{file}' is no file; write {option.Name} {example}");
        string directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return Directory.Exists(directory) || (results is not null && directory == Path.GetFullPath(results))
            ? file
            : throw new UsageException(
                $"{option.Name} {file}: there is no directory {directory}; make it, or name another file"
            );
    }
}
