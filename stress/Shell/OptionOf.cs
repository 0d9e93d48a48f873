using System.CommandLine;

namespace SwapStress.Stress.Shell;

/// <summary>Makes options that are read as text.</summary>
internal static class OptionOf
{
    /// <summary>An option with one value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="valueName">What help calls the value; words as in "on|off" are completed.</param>
    /// <param name="description">What help says.</param>
    /// <param name="words">Further values that are completed.</param>
    public static Option<string> Value(
        string name,
        string valueName,
        string description,
        IEnumerable<string>? words = null
    )
    {
        var option = new Option<string>(name)
        {
            HelpName = valueName,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
        };
        option.CompletionSources.Add([.. WordsOf(valueName), .. words ?? []]);
        return option;
    }

    /// <summary>An option without one.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>"lz4|zstd[:L]" has lz4 and zstd; "SIZE" stands for something.</summary>
    private static IEnumerable<string> WordsOf(string valueName) =>
        valueName
            .Split('|')
            .Select(word => word.Split('[')[0])
            .Where(word => word.Length > 0 && !word.Any(char.IsAsciiLetterUpper));
}
