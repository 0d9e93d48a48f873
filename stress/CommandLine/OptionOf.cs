using System.CommandLine;

namespace SwapStress.Cli.CommandLine;

/// <summary>Makes options that are read as text.</summary>
internal static class OptionOf
{
    /// <summary>An option with one value.</summary>
    public static Option<string> Value(string name, string valueName, string description) =>
        new(name)
        {
            HelpName = valueName,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
        };

    /// <summary>An option without one.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
