using System.Globalization;
using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Bench;

/// <summary>Options of the program's own commands: pairs of a name and a value, each name once.</summary>
/// <param name="command">The command, for messages.</param>
/// <param name="known">The names there are.</param>
internal sealed class BenchArguments(string command, params string[] known)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes the pairs.</summary>
    /// <exception cref="FormatException">They are none; one line says what to write.</exception>
    public BenchArguments Take(ReadOnlySpan<string> arguments)
    {
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!known.Contains(arguments[i], StringComparer.Ordinal))
                throw new FormatException(
                    $"{command} has no option '{arguments[i]}': write {string.Join(" or ", known)}."
                );
            if (i + 1 == arguments.Length)
                throw new FormatException($"{arguments[i]} needs a value.");
            if (!_values.TryAdd(arguments[i], arguments[i + 1]))
                throw new FormatException($"{arguments[i]} is given twice; give it once.");
        }
        return this;
    }

    /// <summary>The text of an option, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A whole number.</summary>
    public int Whole(string name, int missing, int min, int max) =>
        Text(name) is not { } text ? missing
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        && value >= min
        && value <= max
            ? value
        : throw new FormatException($"{name} '{text}': write a whole number from {min} to {max}.");

    /// <summary>A number of seconds.</summary>
    public double Seconds(string name, double missing, double min, double max) =>
        Text(name) is not { } text ? missing
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
        && value >= min
        && value <= max
            ? value
        : throw new FormatException($"{name} '{text}': write seconds from {min} to {max}.");

    /// <summary>on or off.</summary>
    public bool Switch(string name) =>
        Text(name) switch
        {
            null or "off" => false,
            "on" => true,
            var text => throw new FormatException($"{name} '{text}': write on or off."),
        };

    /// <summary>Pages of a content: runtime, near-zero, random or file:PATH.</summary>
    public static PageSet Pages(string content, int length)
    {
        const string FilePrefix = "file:";
        switch (content)
        {
            case "runtime":
                return new PageSet(PageContent.Runtime, length);
            case "near-zero":
                return new PageSet(PageContent.NearZero, length);
            case "random":
                return new PageSet(PageContent.Random, length);
            case var _ when content.StartsWith(FilePrefix, StringComparison.Ordinal):
                string path = content[FilePrefix.Length..];
                byte[] file = File.Exists(path) ? File.ReadAllBytes(path) : [];
                return file.Length >= PageSize.Bytes
                    ? new PageSet(file, length)
                    : throw new FormatException(
                        $"--content {content}: name a file of at least {PageSize.Bytes} bytes."
                    );
            default:
                throw new FormatException($"--content '{content}': write runtime, near-zero, random or file:PATH.");
        }
    }

    /// <summary>The codec of a spec, with a dictionary trained from these pages if it is to have one.</summary>
    public static CodecChoice Codec(string text, PageSet pages)
    {
        if (
            !CodecSpec.TryParse(text, out CodecSpec spec, out string? error)
            || !BenchCodecs.Catalog.TryResolve(spec, providerName: null, out CodecChoice? choice, out error)
        )
            throw new FormatException(error);
        if (!spec.HasDictionary)
            return choice;
        return PageDictionary.TryTrain(
            choice,
            pages.Length,
            (page, content) => pages[page].CopyTo(content),
            out CodecChoice? trained,
            out error
        )
            ? trained
            : throw new FormatException(error);
    }
}
