using System.Buffers;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.Text.Unicode;
using SwapStress.Harness;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell;

/// <summary>Makes the command line of the verbs' rows, and reads it back. Values are read as text: rows give them a meaning.</summary>
internal sealed class CommandLineParser
{
    private readonly Dictionary<Command, IVerb> _verbs = [];
    private readonly Dictionary<Option, OptionRow> _rows = [];
    private readonly HelpWords _words;

    /// <summary>The command line of some verbs.</summary>
    /// <param name="verbs">The first one is what runs without a verb.</param>
    public CommandLineParser(IReadOnlyList<IVerb> verbs, HelpWords words)
    {
        _words = words;
        IVerb first = verbs[0];
        Root = new RootCommand($"SwapStress, a reproducer of swap-in races. {first.Description}");
        Fill(Root, first);
        foreach (IVerb verb in verbs)
        {
            var command = new Command(verb.Name, verb.Description + (verb == first ? " The same as no verb." : ""));
            Fill(command, verb);
            Root.Subcommands.Add(command);
        }
        foreach (HelpOption help in Root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!, command => _verbs[command].Examples);
        foreach (VersionOption version in Root.Options.OfType<VersionOption>())
            version.Action = new VersionWithCommit();
    }

    public RootCommand Root { get; }

    /// <summary>Whether what was asked for is the text, and nothing else has it.</summary>
    public bool TextIsResult { get; private set; } = true;

    /// <summary>Runs the verb that the arguments name, or shows what they ask for in place of one, as help.</summary>
    /// <param name="program">What results call it, before the arguments.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">They do not parse, or mean nothing to the verb.</exception>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        string program,
        TextWriter output,
        TextWriter errors
    )
    {
        ParseResult parsed = Parse(arguments);
        if (parsed.Action is { } action && action != parsed.CommandResult.Command.Action)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        IVerb verb = VerbOf(parsed);
        OptionValues values = ValuesOf(parsed);
        TextIsResult = !verb.WritesFiles && !values.Rows.Any(row => row.Name is "--json" or "--out");
        string text = $"{program} {string.Join(' ', parsed.Tokens.Select(token => token.Value))}";
        return await verb.RunAsync(new Invocation(values, text, output, errors, Root));
    }

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="UsageException">They do not parse.</exception>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        // No shell can pass it, no file can have it in its name, and results could not be written.
        if (!arguments.All(IsText))
            throw new UsageException("an argument has a NUL or half a character; leave it out");
        ParseResult parsed = Root.Parse(
            arguments,
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
        );
        bool isSuggestion = Root
            .Directives.OfType<SuggestDirective>()
            .Any(suggest => parsed.GetResult(suggest) is not null);
        if (parsed.Action is not HelpWithExamples && !isSuggestion)
            UsageErrors.ThrowIfAny(parsed);
        return parsed;
    }

    public IVerb VerbOf(ParseResult parsed) => _verbs[parsed.CommandResult.Command];

    /// <summary>What stands after it.</summary>
    public OptionValues ValuesOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        var texts = new Dictionary<OptionRow, string?>();
        foreach (Option option in command.Options)
        {
            if (_rows.TryGetValue(option, out OptionRow? row) && parsed.GetResult(option) is { Implicit: false } result)
                texts[row] = result.Tokens is [var token, ..] ? token.Value : null;
        }
        return new OptionValues(
            texts,
            [
                .. command
                    .Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
                    .Select(token => token.Value),
            ]
        );
    }

    private void Fill(Command command, IVerb verb)
    {
        _verbs[command] = verb;
        foreach (OptionRow row in verb.Options)
            command.Options.Add(OptionOf(row));
        if (verb.Argument is { } argument)
            command.Arguments.Add(ArgumentOf(argument));
        // Without an action a command with verbs asks for one of them; what runs is decided by the caller.
        command.SetAction(_ => 0);
    }

    private Option OptionOf(OptionRow row)
    {
        Option option;
        if (row.IsFlag)
        {
            option = new Option<bool>(row.Name) { Arity = ArgumentArity.Zero };
        }
        else
        {
            var valued = new Option<string>(row.Name) { HelpName = row.ValueName, Arity = ArgumentArity.ExactlyOne };
            valued.CompletionSources.Add([.. _words.Complete(row)]);
            option = valued;
        }
        option.Description = _words.Describe(row);
        _rows[option] = row;
        return option;
    }

    private static Argument ArgumentOf(VerbArgument argument)
    {
        if (argument.Words.Count == 0)
            return new Argument<string[]>(argument.Name)
            {
                Description = argument.Description,
                Arity = ArgumentArity.ZeroOrMore,
            };
        var word = new Argument<string?>(argument.Name)
        {
            Description = argument.Description,
            Arity = ArgumentArity.ZeroOrOne,
        };
        word.CompletionSources.Add([.. argument.Words]);
        return word;
    }

    private static bool IsText(string argument) =>
        !argument.Contains('\0')
        && Utf8.FromUtf16(argument, new byte[3 * argument.Length], out _, out _, replaceInvalidSequences: false)
            == OperationStatus.Done;
}
