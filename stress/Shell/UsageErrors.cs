using System.CommandLine;
using System.CommandLine.Parsing;
using SwapStress.Harness;

namespace SwapStress.Stress.Shell;

/// <summary>Turns what the parser found into one line that says what to write instead.</summary>
internal static class UsageErrors
{
    /// <summary>Reports the first error of a command line.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public static void ThrowIfAny(ParseResult parsed)
    {
        ThrowIfValueIsOption(parsed);
        if (parsed.UnmatchedTokens is [string unmatched, ..])
            throw new UsageException(DescribeUnmatched(unmatched, parsed));
        Command command = parsed.CommandResult.Command;
        if (parsed.CommandResult.Parent is CommandResult parent)
            ThrowIfMisplaced(parent, command);
        foreach (Option option in command.Options)
        {
            if (parsed.GetResult(option) is not { Implicit: false } result)
                continue;
            if (result.IdentifierTokenCount > 1)
                throw new UsageException($"option '{option.Name}' is given {Times(result)}; give it once");
            if (option.Arity.MinimumNumberOfValues > result.Tokens.Count)
                throw NeedsValue(option);
        }
        if (parsed.Errors is [ParseError error, ..])
            throw new UsageException(error.Message.ReplaceLineEndings(" "));
    }

    /// <summary>The parser takes whatever follows an option for its value, the next option included.</summary>
    private static void ThrowIfValueIsOption(ParseResult parsed)
    {
        foreach (OptionResult result in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (result.Tokens.Any(token => parsed.CommandResult.Command.Options.Any(o => o.Name == token.Value)))
                throw NeedsValue(result.Option);
        }
    }

    private static UsageException NeedsValue(Option option) =>
        new($"option '{option.Name}' needs a value: {option.Name} {option.HelpName}");

    private static string Times(OptionResult result) =>
        result.IdentifierTokenCount == 2 ? "twice" : $"{result.IdentifierTokenCount} times";

    private static void ThrowIfMisplaced(CommandResult parent, Command command)
    {
        OptionResult? misplaced = parent
            .Children.OfType<OptionResult>()
            .FirstOrDefault(option => !option.Implicit && option.IdentifierTokenCount > 0);
        if (misplaced is not null)
            throw new UsageException(
                $"option '{misplaced.Option.Name}' stands before the verb '{command.Name}'; "
                    + (
                        command.Options.Any(option => option.Name == misplaced.Option.Name)
                            ? "write it after the verb"
                            : "that verb has no such option"
                    )
            );
    }

    private static string DescribeUnmatched(string token, ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (token.StartsWith('-') && token.Length > 1)
        {
            string name = token.Split('=', ':')[0];
            IEnumerable<string> names = command.Options.Select(option => option.Name);
            return names.Contains(name, StringComparer.Ordinal)
                ? $"unexpected argument '{token}'"
                : WithSuggestion($"unknown option '{name}'", name, names);
        }
        return command.Subcommands.Count > 0
            ? WithSuggestion(
                $"unknown verb '{token}'",
                token,
                command.Subcommands.Select(verb => verb.Name),
                $"; write {string.Join(" or ", command.Subcommands.Select(verb => verb.Name))}"
            )
            : $"unexpected argument '{token}'";
    }

    private static string WithSuggestion(
        string problem,
        string token,
        IEnumerable<string> names,
        string otherwise = ""
    ) => Spelling.Nearest(token, names) is { } nearest ? $"{problem}; did you mean '{nearest}'?" : problem + otherwise;
}
